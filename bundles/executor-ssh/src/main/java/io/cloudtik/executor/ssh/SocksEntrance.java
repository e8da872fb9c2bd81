package io.cloudtik.executor.ssh;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** SOCKS 5 (RFC 1928) without log-in, for outgoing connections: each says where it wants to go. */
final class SocksEntrance implements TunnelEntrance {

    private static final int VERSION = 5;
    private static final int NO_LOGIN = 0;
    private static final int NO_METHOD = 0xff;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;

    private static final int SUCCEEDED = 0;
    private static final int HOST_UNREACHABLE = 4;
    private static final int COMMAND_NOT_SUPPORTED = 7;
    private static final int ADDRESS_NOT_SUPPORTED = 8;

    /** Who says nothing for so long is no client of ours. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public Destination ask(Socket socket) throws IOException {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        agreeOnNoLogin(socket, in);
        requireVersion(in.readUnsignedByte());
        int command = in.readUnsignedByte();
        in.readUnsignedByte();
        String host = host(socket, in);
        int port = in.readUnsignedShort();
        if (command != CONNECT) {
            answer(socket, COMMAND_NOT_SUPPORTED);
            throw new IOException("SOCKS command " + command + " is not offered, only connect");
        }
        socket.setSoTimeout(0);
        return new Destination(host, port);
    }

    private static void agreeOnNoLogin(Socket socket, DataInputStream in) throws IOException {
        requireVersion(in.readUnsignedByte());
        byte[] methods = exactly(in, in.readUnsignedByte());
        for (byte method : methods) {
            if (method == NO_LOGIN) {
                socket.getOutputStream().write(new byte[] {VERSION, NO_LOGIN});
                return;
            }
        }
        socket.getOutputStream().write(new byte[] {VERSION, (byte) NO_METHOD});
        throw new IOException("a SOCKS client insists on logging in");
    }

    private static void requireVersion(int version) throws IOException {
        if (version != VERSION) {
            throw new IOException("SOCKS version " + version + " is not spoken, only " + VERSION);
        }
    }

    private static String host(Socket socket, DataInputStream in) throws IOException {
        int type = in.readUnsignedByte();
        return switch (type) {
            case IPV4 -> InetAddress.getByAddress(exactly(in, 4)).getHostAddress();
            case IPV6 -> InetAddress.getByAddress(exactly(in, 16)).getHostAddress();
            case NAME -> new String(exactly(in, in.readUnsignedByte()), StandardCharsets.US_ASCII);
            default -> {
                answer(socket, ADDRESS_NOT_SUPPORTED);
                throw new IOException("SOCKS address type " + type + " is not known");
            }
        };
    }

    private static byte[] exactly(DataInputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("a SOCKS client went away in the middle of its request");
        }
        return bytes;
    }

    @Override
    public void opened(Socket socket) throws IOException {
        answer(socket, SUCCEEDED);
    }

    @Override
    public void refused(Socket socket) throws IOException {
        answer(socket, HOST_UNREACHABLE);
    }

    /** The address we are bound to on the other side is not known, nor of use to a client that connects. */
    private static void answer(Socket socket, int code) throws IOException {
        socket.getOutputStream().write(new byte[] {VERSION, (byte) code, 0, IPV4, 0, 0, 0, 0, 0, 0});
    }

    @Override
    public String toString() {
        return "the SOCKS proxy";
    }
}
