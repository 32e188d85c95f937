"""Drills of publishing: builds that are killed, stopped, starved and crowded, and what must hold.

`make faults` runs them at length and prints the figures (`python -m tests.safety.drills ROUNDS
[WORD]`); the tests run a short form.
"""

from __future__ import annotations

import hashlib
import json
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

NAMES = ("report.txt", "report.docx", "report.epub")
MANIFEST = "report.manifest.json"
TEXT = "reportkit: 1\ntitle: {0}\ndate: 2024-01-31\nbody: ['{0}.[^n]']\nnotes: {{n: {0}}}\n"
INPUTS = ("first", "second")

# Publishes the files of the two inputs in turn, without end.
LOOP = """
import itertools, pathlib, sys
from reportkit import cli
from reportkit.publish import fileset
folder, names, manifest = pathlib.Path(sys.argv[1]), sys.argv[2].split(), sys.argv[3]
def loop():
    for one in itertools.cycle(('first', 'second')):
        source = folder.parent / one
        with fileset.staging(folder) as temporary:
            for name in (*names, manifest):
                fileset.write(temporary / name, (source / name).read_bytes())
            fileset.move(temporary, folder, names, manifest)
cli._run = loop
cli.main()
"""


# Publishes some of the files of the two inputs in turn, without end.
LOOP_OF_SOME = """
import itertools, json, pathlib, sys
from reportkit import cli
from reportkit.publish import fileset, manifest
folder, names, name = pathlib.Path(sys.argv[1]), sys.argv[2].split(), sys.argv[3]
def loop():
    some = itertools.cycle([('text',), ('docx', 'epub'), ('text', 'docx', 'epub'), ('epub',)])
    for one in itertools.cycle(('first', 'first', 'first', 'second', 'second')):
        source = folder.parent / one
        whole = json.loads((source / name).read_bytes())
        files = {format: whole['files'][format] for format in next(some)}
        new = manifest.Manifest(whole['reportkit'], whole['edition'], files)
        with fileset.staging(folder) as temporary:
            for file in (entry['file'] for entry in new.files.values()):
                fileset.write(temporary / file, (source / file).read_bytes())
            manifest.publish(temporary, folder, name, new)
cli._run = loop
cli.main()
"""


@dataclass(frozen=True)
class Site:
    """A folder with two inputs, what each gives, and a folder to build into."""

    root: Path
    expected: dict[str, dict[str, bytes]]
    """The files of each input, by name."""

    @property
    def folder(self) -> Path:
        """Where the drills build."""
        return self.root / "build"

    def command(
        self, one: str, folder: str = "build", formats: str = "text,docx,epub"
    ) -> list[str]:
        """The command that builds an input."""
        report = self.root / "in" / one / "report.yaml"
        options = ("-t", formats, "-o", str(self.root / folder))
        return [sys.executable, "-m", "reportkit", "build", str(report), *options]

    def start(self, one: str, formats: str = "text,docx,epub") -> subprocess.Popen[str]:
        """Starts to build an input."""
        command, pipe = self.command(one, formats=formats), subprocess.PIPE
        return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True)

    def start_loop(self, code: str = LOOP) -> subprocess.Popen[str]:
        """Starts to publish both inputs in turn, without end."""
        command = [sys.executable, "-c", code, str(self.folder), " ".join(NAMES), MANIFEST]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True)

    def seconds(self) -> float:
        """How long a build takes."""
        begun = time.monotonic()
        self.start("first").communicate()
        return time.monotonic() - begun

    def publish(self, one: str) -> None:
        """The files of an input by the shortest way: what the next build does."""
        from reportkit.publish import fileset

        with fileset.staging(self.folder) as temporary:
            for name, data in self.expected[one].items():
                fileset.write(temporary / name, data)
            fileset.move(temporary, self.folder, NAMES, MANIFEST)

    def state(self) -> str:
        """`first`, `second`, or `unfinished`. Fails when a promise is broken."""
        found = {p.name: p.read_bytes() for p in self.folder.iterdir() if p.is_file()}
        for name, data in found.items():
            assert data in [self.expected[one][name] for one in INPUTS], f"{name} is half a file"
        if MANIFEST not in found:
            return "unfinished"
        self.listed()
        return next(one for one in INPUTS if self.expected[one] == found)

    def listed(self) -> set[str]:
        """The files that the manifest names, none without one. Fails when it names one that is not
        there as it says, or files of both inputs."""
        path = self.folder / MANIFEST
        entries = json.loads(path.read_bytes())["files"].values() if path.exists() else ()
        found = {str(e["file"]): (self.folder / e["file"]).read_bytes() for e in entries}
        for entry in entries:
            digest = hashlib.sha256(found[entry["file"]]).hexdigest()
            assert digest == entry["sha256"], "a manifest of other files"
        of_one = [found.items() <= self.expected[one].items() for one in INPUTS]
        assert any(of_one), "a manifest over a mixed set"
        return set(found)

    def litter(self) -> list[str]:
        """What does not belong in the folder."""
        return sorted({p.name for p in self.folder.iterdir()} - {*NAMES, MANIFEST})


@contextmanager
def site() -> Iterator[Site]:
    """A place for drills, removed afterwards."""
    with tempfile.TemporaryDirectory() as name:
        made = Site(Path(name), {})
        for one in INPUTS:
            report = made.root / "in" / one / "report.yaml"
            report.parent.mkdir(parents=True)
            report.write_text(TEXT.format(one))
            subprocess.run(made.command(one, one), check=True, capture_output=True)
            made.expected[one] = {p.name: p.read_bytes() for p in (made.root / one).iterdir()}
        yield made


# --- the drills ---------------------------------------------------------------------------------


def wait_for_handlers(process: subprocess.Popen[str]) -> None:
    """Waits until the process takes SIGTERM itself."""
    bit = 1 << (signal.SIGTERM - 1)
    while process.poll() is None:
        status = Path(f"/proc/{process.pid}/status").read_text()
        caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
        if int(caught.split()[1], 16) & bit:
            return
        time.sleep(0.005)


def kill(place: Site, number: signal.Signals, rounds: int, seed: int, loop: bool) -> Counter[str]:
    """Builds, or publishes in a loop, and gets a signal at a random moment.

    After SIGKILL no promise of `Site.state` is broken, and the next build leaves no litter. After
    the others a whole set stands there at once, and the exit code says which signal it was.
    """
    chance = random.Random(seed)
    outcomes: Counter[str] = Counter()
    longest = 0.15 if loop else 1.2 * place.seconds()
    for turn in range(rounds):
        place.publish(INPUTS[turn % 2])
        process = place.start_loop() if loop else place.start(INPUTS[1 - turn % 2])
        if number != signal.SIGKILL or loop:
            wait_for_handlers(process)
        time.sleep(chance.uniform(0, longest))
        process.send_signal(number)
        _, errors = process.communicate(timeout=900)
        state = place.state()
        if number != signal.SIGKILL:
            assert "Traceback" not in errors, errors
            assert process.returncode in (128 + number, 0), process.returncode
            assert (state, place.litter()) != ("unfinished", []), "a set without a manifest"
            assert not place.litter(), place.litter()
        outcomes["ended before" if process.returncode == 0 else state] += 1
        place.publish(INPUTS[turn % 2])
        assert not place.litter(), place.litter()
        assert place.state() == INPUTS[turn % 2]
    return outcomes


def kill_some(place: Site, number: signal.Signals, rounds: int, seed: int) -> Counter[str]:
    """Publishes some formats of both inputs in turn, and gets a signal at a random moment.

    The manifest never names a file that is not there as it says, nor files of both inputs; the next
    builds of single formats of one input make one whole set.
    """
    chance = random.Random(seed)
    outcomes: Counter[str] = Counter()
    for turn in range(rounds):
        place.publish(INPUTS[turn % 2])
        process = place.start_loop(LOOP_OF_SOME)
        wait_for_handlers(process)
        time.sleep(chance.uniform(0, 0.25))
        process.send_signal(number)
        _, errors = process.communicate(timeout=900)
        assert "Traceback" not in errors, errors
        outcomes[f"{len(place.listed())} listed"] += 1
        listed = set()
        for format, name in zip(("text", "docx", "epub"), NAMES, strict=True):
            subprocess.run(place.command("second", formats=format), check=True, capture_output=True)
            listed.add(name)
            assert listed <= place.listed()
        assert place.listed() == set(NAMES)
        assert not place.litter(), place.litter()
    return outcomes


def crowd(place: Site, rounds: int, at_once: int = 4) -> Counter[str]:
    """Several builds of both inputs at once: each ends well, and one whole set is left."""
    outcomes: Counter[str] = Counter()
    for _ in range(rounds):
        processes = [place.start(INPUTS[n % 2]) for n in range(at_once)]
        for process in processes:
            _, errors = process.communicate(timeout=900)
            assert (process.returncode, errors) == (0, "")
        state = place.state()
        assert state in INPUTS
        assert not place.litter(), place.litter()
        outcomes[state] += 1
    return outcomes


def no_room(place: Site, limits: range) -> Counter[str]:
    """No file may grow beyond a size: the build fails with RK907, and the former set stands."""
    outcomes: Counter[str] = Counter()
    for limit in limits:

        def starve(limit: int = limit) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        place.publish("first")
        done = subprocess.run(
            place.command("second"), capture_output=True, text=True, preexec_fn=starve, check=False
        )
        outcomes[_held(place, done)] += 1
    return outcomes


def full_disk(place: Site, sizes: range) -> Counter[str]:
    """A disk of a few kilobytes (needs the right to mount); as above."""
    outcomes: Counter[str] = Counter()
    for size in sizes:
        place.folder.mkdir(exist_ok=True)
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "none", str(place.folder)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            return Counter({"no right to mount": 1})
        try:
            try:
                place.publish("first")
            except Exception:  # noqa: BLE001 - a disk too small even for the first set
                outcomes["too small"] += 1
                continue
            done = subprocess.run(
                place.command("second"), capture_output=True, text=True, check=False
            )
            outcomes[_held(place, done)] += 1
        finally:
            subprocess.run(["umount", str(place.folder)], check=True)
    return outcomes


SYSCALLS = {
    "write": "ENOSPC",
    "fsync": "EIO",
    "rename": "EIO",
    "link": "EIO",
    "unlink": "EIO",
    "mkdir": "ENOSPC",
    "flock": "ENOLCK",
}
"""What the sweep lets fail, and how."""


def sweep(place: Site, call: str) -> Counter[str]:
    """Lets the N-th call of the system fail, for every N, until six builds in a row are well."""
    outcomes: Counter[str] = Counter()
    calls = call if call in ("write", "fsync", "flock") else f"/^{call}(at2?)?$"
    nth = well = 0
    while well < 6:
        nth += 1
        place.publish("first")
        inject = f"inject={calls}:error={SYSCALLS[call]}:when={nth}"
        trace = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", f"trace={calls}"]
        done = subprocess.run(
            [*trace, "-e", inject, *place.command("second")],
            capture_output=True,
            text=True,
            check=False,
        )
        outcome = _held(place, done, exact=False)
        outcomes[outcome] += 1
        well = well + 1 if outcome == "built" else 0
    return outcomes


def _held(place: Site, done: subprocess.CompletedProcess[str], exact: bool = True) -> str:
    """What came of a build on a bad disk: `built` or `refused`. Fails when a promise is broken."""
    state = place.state()
    assert "Traceback" not in done.stderr, done.stderr
    if done.returncode == 0:
        assert state == "second"
        return "built"
    assert state in INPUTS, state
    if exact:
        assert done.returncode == 3, done
        assert "RK907" in done.stderr, done.stderr
        assert (state, place.litter()) == ("first", [])
    return "refused"


def main(rounds: int, wanted: str) -> None:
    """All drills whose name has the word; prints the figures as a table."""
    drills: dict[str, Callable[[Site], Counter[str]]] = {}
    for number in (signal.SIGKILL, signal.SIGINT, signal.SIGTERM):
        stop = partial(kill, number=number, rounds=rounds, seed=number)
        drills[f"{number.name} during a build"] = partial(stop, loop=False)
        drills[f"{number.name} while publishing"] = partial(stop, loop=True)
        some = partial(kill_some, number=number, rounds=rounds, seed=number)
        drills[f"{number.name} while publishing some formats"] = some
    drills["four builds at once"] = partial(crowd, rounds=max(1, rounds // 4))
    drills["no file may grow past a size"] = partial(no_room, limits=range(0, 12_000, 300))
    drills["a disk of 8 to 124 kB"] = partial(full_disk, sizes=range(8, 128, 4))
    for call in SYSCALLS:
        drills[f"the N-th {call} fails"] = partial(sweep, call=call)
    print("| drill | rounds | outcomes |\n|---|---|---|", flush=True)
    for name in (name for name in drills if wanted in name):
        with site() as place:
            outcomes = drills[name](place)
        words = ", ".join(f"{count} {what}" for what, count in sorted(outcomes.items()))
        print(f"| {name} | {outcomes.total()} | {words} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
