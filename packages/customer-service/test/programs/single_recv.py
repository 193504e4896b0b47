"""A plain client of version 1: one recv for a header, one for a body, and whatever is short is an error.

single_recv.py <port>
"""
import socket
import struct
import sys

PUSH = 0x10
AUTH_STATUS, ACK, AUTH_TOKEN, CUSTOMER, SUPPORT = 3, 5, 15, 24, 25
SYNC, SYNC_BEGIN, SYNC_END, SYNC_NOTIFY, CUSTOMER_V2 = 26, 27, 28, 29, 64
PORT = int(sys.argv[1])


def send(sock, command, seq, body):
    sock.sendall(struct.pack("!iibbbb", len(body), seq, command, 1, 0, 0) + body)


def receive(sock):
    header = sock.recv(12)
    assert len(header) == 12, len(header)
    length, _, command, version, flags, _ = struct.unpack("!iibbbb", header)
    assert version == 1, version
    body = sock.recv(length) if length else b""
    assert len(body) == length, (len(body), length)
    return command, flags, body


def wait(sock, wanted):
    while True:
        command, flags, body = receive(sock)
        if command == wanted and not flags & PUSH:
            return body


def login(token, device):
    sock = socket.create_connection(("127.0.0.1", PORT))
    sock.settimeout(10)
    token, device = token.encode(), device.encode()
    send(sock, AUTH_TOKEN, 1, bytes([2, len(token)]) + token + bytes([len(device)]) + device)
    assert wait(sock, AUTH_STATUS) == b"\0\0\0\0"
    return sock


def sync(sock, key, seq):
    send(sock, SYNC, seq, struct.pack("!q", key))
    wait(sock, SYNC_BEGIN)
    contents = []
    while True:
        command, _, body = receive(sock)
        if command == SYNC_END:
            return struct.unpack("!q", body)[0], contents
        contents.append((command, body[36:]))


def say(sender, recipient, seq, command, ids, content):
    send(sender, command, seq, struct.pack("!qqqqi", *ids, 0) + content)
    ack = wait(sender, ACK)
    assert ack == struct.pack("!i", seq), ack
    return struct.unpack("!q", wait(recipient, SYNC_NOTIFY))[0]


seller, customer = login("tS", "desk"), login("tA", "phone")
assert sync(seller, 0, 2) == (0, []) and sync(customer, 0, 2) == (0, [])
long = b"x" * 30000
assert say(customer, seller, 3, CUSTOMER, (7, 101, 5, 201), b"one") > 0
assert say(customer, seller, 4, CUSTOMER_V2, (7, 101, 1453, 201), b"two") > 0
assert say(seller, customer, 3, SUPPORT, (7, 101, 5, 201), long) > 0
expected = [(CUSTOMER, b"one"), (CUSTOMER_V2, b"two"), (SUPPORT, long)]
for sock in (seller, customer):
    key, contents = sync(sock, 0, 9)
    assert contents == expected, [(command, len(content)) for command, content in contents]
    assert sync(sock, key, 10) == (key, [])
print("fine")
