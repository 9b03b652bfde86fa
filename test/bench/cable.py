"""A cable between two network namespaces, for a kernel without netem: each packet is held back as a link of that rate and delay would.

Usage: cable.py PID PID BITS-PER-SECOND DELAY-SECONDS BUFFER-BYTES. The namespaces are those of the two processes; in each it makes the
device "cable". It ends when its standard input does. TCP at both ends is the kernel's own; packets stay as big as it makes them, and
are counted as the frames that Ethernet would make of them.
"""

import collections
import ctypes
import errno
import fcntl
import os
import select
import struct
import sys
import time

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
TUNSETOFFLOAD = 0x400454D0
IFF_TUN, IFF_NO_PI, IFF_VNET_HDR = 0x1, 0x1000, 0x4000
TUN_F_CSUM, TUN_F_TSO4 = 0x1, 0x2
VNET_HEADER = 10
# Preamble, Ethernet's header and check, and the gap between two frames.
FRAME = 38


def open_end(pid):
    with open(f"/proc/{pid}/ns/net") as namespace:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.setns(namespace.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns")
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", b"cable", IFF_TUN | IFF_NO_PI | IFF_VNET_HDR))
    fcntl.ioctl(device, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4)
    return device


def wire_bytes(packet):
    size = len(packet) - VNET_HEADER
    segment = struct.unpack_from("=H", packet, 4)[0]
    if packet[1] == 0 or segment == 0:
        return size + FRAME
    ip_header = (packet[VNET_HEADER] & 15) * 4
    headers = ip_header + (packet[VNET_HEADER + ip_header + 12] >> 4) * 4
    frames = -(-(size - headers) // segment)
    return size + (frames - 1) * headers + frames * FRAME


def main():
    first, second, rate, delay, buffer = sys.argv[1:6]
    seconds_per_byte = 8 / float(rate)
    delay = float(delay)
    longest_wait = int(buffer) * seconds_per_byte
    ends = [open_end(int(first)), open_end(int(second))]
    # A cable does not wait for a processor.
    os.nice(-15)
    queues = [collections.deque(), collections.deque()]
    free_at = [0.0, 0.0]
    print("ready", flush=True)
    while True:
        now = time.monotonic()
        due = [queue[0][0] for queue in queues if queue]
        wait = max(0.0, min(due) - now) if due else None
        readable = select.select([*ends, sys.stdin], [], [], wait)[0]
        if sys.stdin in readable:
            return
        now = time.monotonic()
        for side in (0, 1):
            if ends[side] in readable:
                for _ in range(32):
                    try:
                        packet = os.read(ends[side], 70000)
                    except BlockingIOError:
                        break
                    begin = max(now, free_at[side])
                    # Where the buffer before the cable is full, a packet is lost.
                    if begin - now > longest_wait:
                        continue
                    free_at[side] = begin + wire_bytes(packet) * seconds_per_byte
                    queues[side].append((free_at[side] + delay, packet))
            queue = queues[side]
            while queue and queue[0][0] <= now:
                try:
                    os.write(ends[1 - side], queue.popleft()[1])
                except BlockingIOError:
                    pass
                except OSError as error:
                    # The device at the other end is not up yet.
                    if error.errno != errno.EIO:
                        raise


main()
