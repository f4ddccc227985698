/**
 * Clusters on AWS: a CloudFormation stack of OpenVidu as a target, faults by EC2, evidence by
 * asking the account again and again. {@code SdkCloud} and {@code SdkWords} alone see the AWS SDK.
 */
@NullMarked
package io.drillmaster.chaos.aws;

import org.jspecify.annotations.NullMarked;
