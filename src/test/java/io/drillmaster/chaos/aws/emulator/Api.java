package io.drillmaster.chaos.aws.emulator;

/** The actions of one service. */
interface Api {
  /**
   * The XML of an answer.
   *
   * @throws Refusal when the answer is an error
   */
  String answer(Call call);
}
