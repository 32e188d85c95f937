"""The tests themselves: none of them can open a connection."""

from __future__ import annotations

import socket

import pytest
from pytest_socket import SocketBlockedError


def test_no_test_opens_a_connection() -> None:
    with pytest.raises(SocketBlockedError):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)
