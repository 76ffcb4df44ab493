"""The engine has no float, clock or chance, imports only numpy, the standard library and itself, and quotes rules."""

import ast
import re
import sys
from pathlib import Path

import pytest

import rxbilling.engine

MODULES = sorted(Path(rxbilling.engine.__file__).parent.glob("*.py"))
FLOATS = {"float", "round", "float16", "float32", "float64", "floating", "double", "true_divide", "divmod_float"}
FLOATS |= {"mean", "average", "std", "rint", "around", "timestamp", "total_seconds", "linspace", "math"}
CLOCKS = {"now", "today", "utcnow", "time", "perf_counter", "monotonic"}
CHANCE = {"random", "secrets", "uuid", "default_rng", "shuffle", "urandom"}
FORBIDDEN = FLOATS | CLOCKS | CHANCE


def offences(tree: ast.AST) -> list[str]:
    """What in a syntax tree is a float, a clock, chance, or a foreign import."""
    return [f"line {node.lineno}: {ast.unparse(node)}" for node in ast.walk(tree) if is_offence(node)]  # type: ignore[attr-defined]  # offending nodes have a line


def is_offence(node: ast.AST) -> bool:
    match node:
        case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
            return True
        case ast.Constant(value=float() | complex()):
            return True
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in FORBIDDEN
        case ast.Import(names=names):
            return not all(allowed(alias.name) for alias in names)
        case ast.ImportFrom(module=module, names=names):
            return not allowed(module or "") or any(alias.name in FORBIDDEN for alias in names)
    return False


def allowed(module: str) -> bool:
    top = module.split(".", maxsplit=1)[0]
    ours = module == "rxbilling.engine" or module.startswith("rxbilling.engine.")
    return ours or (top in sys.stdlib_module_names | {"numpy"} and top not in FORBIDDEN)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_engine_is_pure(module: Path) -> None:
    assert offences(ast.parse(module.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    ["a / b", "a /= b", "x = 1.5", "round(x)", "np.float64(3)", "column.mean()", "datetime.now(tz)", "date.today()",
     "import time", "import random", "from os import urandom", "import pandas", "from rxbilling.models import entry",
     "from rxbilling import exchange", "moment.timestamp()", "np.random.default_rng(1)"],
)  # fmt: skip
def test_the_check_finds(source: str) -> None:
    assert offences(ast.parse(source))


def test_each_rule_is_quoted_where_it_is_kept() -> None:
    quoted = {rule for path in MODULES for rule in re.findall(r"\bR\d+[ab]?\b", path.read_text(encoding="utf-8"))}
    assert quoted == {*(f"R{number}" for number in range(1, 29)), "R5a", "R6a", "R6b"}
