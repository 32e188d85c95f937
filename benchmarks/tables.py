"""The results of a run, as Markdown tables and as plain data for JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import growth
from measure import Usage
from tasks import Task

_AGAINST = ("peer", "ratio", "target", "met")


@dataclass(frozen=True, slots=True)
class Result:
    """What reportkit and its peer used for one task; None: no peer, or the command failed."""

    task: Task
    ours: Usage | None
    peer: Usage | None
    cpu_ratio: float | None
    """The median of the rounds' ratios."""

    @property
    def memory_ratio(self) -> float | None:
        return self.ours.peak / self.peer.peak if self.ours and self.peer else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met: None without a target, False when a command failed."""
        if self.task.limit is None:
            return None
        seconds = self.ours.cpu if self.ours else None
        value = self.cpu_ratio if self.task.peer else seconds
        return value is not None and value <= self.task.limit

    @property
    def memory_met(self) -> bool | None:
        """The same for the targets of memory."""
        found = []
        if self.task.memory_ratio is not None:
            ratio = self.memory_ratio
            found.append(ratio is not None and ratio <= self.task.memory_ratio)
        if self.task.megabytes is not None:
            found.append(self.ours is not None and self.ours.peak <= self.task.megabytes)
        return all(found) if found else None


def as_markdown(
    versions: Mapping[str, str], results: Sequence[Result], load_times: Mapping[int, float]
) -> str:
    """Give the whole run as Markdown: versions, tasks alone, tasks compared, growth."""
    alone = [result for result in results if not result.task.peer]
    compared = [result for result in results if result.task.peer]
    parts = [
        "# Benchmark results",
        "CPU seconds are user and system time, children included; memory is the peak of the "
        "largest process; these and the ratios of CPU are medians of the rounds.",
        _table(["", "version"], versions.items()),
        "## reportkit alone",
        _table(["task", "rounds", "CPU s", "MB", "target", "met"], map(_alone_row, alone)),
        "## Compared: pandoc (DOCX, EPUB), bare WeasyPrint (PDF), reportkit without its guards",
        _table(
            ["task", "rounds", "CPU s", *_AGAINST, "MB", *_AGAINST],
            map(_compared_row, compared),
        ),
    ]
    if load_times:
        rows = [(str(notes), f"{seconds:.3f}") for notes, seconds in load_times.items()]
        power = growth.exponent(load_times)
        parts += ["## Growth of reading", _table(["notes", "load, CPU s"], rows)]
        parts += [f"Time grows with notes to the power of {power:.2f}."]
    return "\n\n".join(parts) + "\n"


def as_data(
    versions: Mapping[str, str], results: Sequence[Result], load_times: Mapping[int, float]
) -> dict[str, object]:
    """Give the same run as plain data."""
    return {
        "versions": dict(versions),
        "tasks": [
            {
                "task": result.task.name,
                "rounds": result.task.rounds,
                "reportkit": _usage(result.ours),
                "peer": _usage(result.peer),
                "cpu_ratio": _rounded(result.cpu_ratio),
                "memory_ratio": _rounded(result.memory_ratio),
                "target": result.task.limit,
                "met": result.met,
                "memory_target": result.task.memory_ratio,
                "memory_target_mb": result.task.megabytes,
                "memory_met": result.memory_met,
            }
            for result in results
        ],
        "load_cpu": {str(notes): round(seconds, 4) for notes, seconds in load_times.items()},
        "load_exponent": round(growth.exponent(load_times), 3) if load_times else None,
    }


def _alone_row(result: Result) -> Sequence[str]:
    return (
        result.task.name,
        str(result.task.rounds),
        _seconds(result.ours),
        _megabytes(result.ours),
        "" if result.task.limit is None else f"≤ {result.task.limit:g} s",
        _verdict(result.met),
    )


def _compared_row(result: Result) -> Sequence[str]:
    return (
        result.task.name,
        str(result.task.rounds),
        _seconds(result.ours),
        _seconds(result.peer),
        _ratio(result.cpu_ratio),
        "" if result.task.limit is None else f"≤ {result.task.limit:g}",
        _verdict(result.met),
        _megabytes(result.ours),
        _megabytes(result.peer),
        _ratio(result.memory_ratio),
        _memory_target(result.task),
        _verdict(result.memory_met),
    )


def _memory_target(task: Task) -> str:
    ratio = "" if task.memory_ratio is None else f"≤ {task.memory_ratio:g}"
    return ratio if task.megabytes is None else f"≤ {task.megabytes:g} MB"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _seconds(usage: Usage | None) -> str:
    return f"{usage.cpu:.2f}" if usage else "failed"


def _megabytes(usage: Usage | None) -> str:
    return f"{usage.peak:.0f}" if usage else "failed"


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _verdict(met: bool | None) -> str:
    return "" if met is None else "yes" if met else "**no**"


def _usage(usage: Usage | None) -> dict[str, float] | None:
    return {"cpu_s": round(usage.cpu, 3), "peak_mb": round(usage.peak, 1)} if usage else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
