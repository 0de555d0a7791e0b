"""What was measured: a figure, its floor from the same run, the limit it should keep."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

REPORT: Final = Path("build/bench.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measurement. `limit` bounds `ratio` where there is a floor, else `value`.

    Attributes:
        most: whether the limit is the most (True) or the least (False) that is fine.
    """

    name: str
    value: float
    unit: str
    floor: float | None = None
    limit: float | None = None
    most: bool = True

    @property
    def ratio(self) -> float | None:
        """The figure as a multiple of its floor."""
        return self.value / self.floor if self.floor else None

    @property
    def kept(self) -> bool | None:
        """Whether the limit was kept; None where there is none."""
        judged = self.value if self.ratio is None else self.ratio
        if self.limit is None:
            return None
        return judged <= self.limit if self.most else judged >= self.limit


def show(figures: list[Figure]) -> str:
    """A table for people."""
    lines = [f"{'figure':<58} {'value':>10} {'floor':>10} {'ratio':>7} {'limit':>8}  "]
    lines += [_line(figure) for figure in figures]
    return "\n".join(lines)


def keep(figures: list[Figure]) -> None:
    """Write the report for machines."""
    rows = [{**asdict(f), "ratio": f.ratio, "kept": f.kept} for f in figures]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


def _line(figure: Figure) -> str:
    floor = f"{figure.floor:,.2f}" if figure.floor else "-"
    ratio = f"{figure.ratio:.2f}" if figure.ratio is not None else "-"
    sign = "<=" if figure.most else ">="
    limit = f"{sign}{figure.limit:g}" if figure.limit is not None else "-"
    mark = {True: "ok", False: "MISSED", None: ""}[figure.kept]
    name = f"{figure.name} ({figure.unit})"
    return f"{name:<58} {figure.value:>10,.2f} {floor:>10} {ratio:>7} {limit:>8}  {mark}"
