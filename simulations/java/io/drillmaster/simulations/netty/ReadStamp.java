package io.drillmaster.simulations.netty;

import io.drillmaster.time.Ticker;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * The stamp of the read in progress on one event loop: taken first of all in the pipeline, so that
 * a hundred frames of one read all carry the moment of the read, not that of their turn. The end of
 * a connection is such a read too. One per event loop, in every pipeline of it.
 */
@Sharable
public final class ReadStamp extends ChannelInboundHandlerAdapter {
  private final Ticker ticker;
  private long nanos;

  ReadStamp(Ticker ticker) {
    this.ticker = ticker;
  }

  /** When the bytes now being handled were read. */
  long nanos() {
    return nanos;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    nanos = ticker.nanos();
    context.fireChannelRead(message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    nanos = ticker.nanos();
    context.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    nanos = ticker.nanos();
    context.fireExceptionCaught(cause);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    nanos = ticker.nanos();
    context.fireChannelInactive();
  }
}
