/**
 * Clusters on AWS: a CloudFormation stack of OpenVidu as a target, faults by EC2 and by commands to
 * machines, evidence by asking the account again and again; lock and lever are marks of the stack
 * itself. Only classes whose names begin with {@code Sdk} see the AWS SDK.
 */
@NullMarked
package io.drillmaster.chaos.aws;

import org.jspecify.annotations.NullMarked;
