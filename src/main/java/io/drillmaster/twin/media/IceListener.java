package io.drillmaster.twin.media;

import io.drillmaster.twin.wire.Transport;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/**
 * The media node's UDP port: it answers connectivity checks, so that a client's peer connection
 * lives and dies with the node; media itself is dropped.
 */
public final class IceListener {

  private IceListener() {}

  /** Listens and gives where. */
  public static InetSocketAddress listen(Transport transport, InetSocketAddress address) {
    return transport.datagrams(address, new Checks());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a lost answer is asked for again
  private static final class Checks extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      StunAnswer.to(ByteBufUtil.getBytes(packet.content()), packet.sender())
          .ifPresent(
              answer ->
                  context.writeAndFlush(
                      new DatagramPacket(Unpooled.wrappedBuffer(answer), packet.sender()),
                      context.voidPromise()));
    }
  }
}
