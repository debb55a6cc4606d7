"""The commands of hand coding: draw a sample, see how well coders agree, correct a share or mean by what they say."""

import argparse
from pathlib import Path

from broadsheet.flows.commands.command import OK, Command
from broadsheet.flows.commands.options import add_place, dataset_of
from broadsheet.transforms.errors import SettingsError

_TABLES = ("articles", "sentences", "quotes", "mentions")
_DESIGNS = ("random", "stratified", "score")
_SIZE = 200  # halves of the interval of a share near one half are then seven points at most


def _add_sample(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("table", choices=_TABLES, help="What is coded.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="The folder to make.")
    add_place(parser)
    # Another destination than `columns`, which is a setting of how raw files are read.
    parser.add_argument(
        "--columns", dest="asked", required=True, metavar="NAMES", help="What coders answer, with commas between."
    )
    parser.add_argument("--size", type=int, default=_SIZE, metavar="N", help=f"Units to draw. Default: {_SIZE}.")
    parser.add_argument("--design", choices=_DESIGNS, default="random", help="How to draw. Default: random.")
    parser.add_argument("--by", metavar="COLUMN", help="The column of the strata, or of the score.")
    parser.add_argument("--where", metavar="SQL", help="Only units of which this is true, as: n_words > 5.")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="Another seed draws others. Default: 1.")


def _sample(arguments: argparse.Namespace) -> int:
    from broadsheet.flows.coding import samples

    chosen = dataset_of(arguments)
    order = samples.SampleOrder(
        table=arguments.table,
        columns=tuple(arguments.asked.split(",")),
        size=arguments.size,
        design=arguments.design,
        by=arguments.by,
        where=arguments.where,
        seed=arguments.seed,
    )
    drawn = samples.draw(chosen.processed, order, arguments.folder)
    print(f"{drawn} {arguments.table} drawn: a copy of {arguments.folder / samples.SHEET} for each coder, please")
    return OK


def _add_agreement(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="The folder that `sample` made.")
    parser.add_argument("sheets", type=Path, nargs="+", metavar="SHEET", help="The filled sheets, one a coder.")


def _agreement(arguments: argparse.Namespace) -> int:
    from broadsheet.flows.coding import answers

    if len(arguments.sheets) == 1:
        raise SettingsError("give the sheets of two coders or more")
    print(f"{'column':<24}{'units':>7}{'agree':>9}{'kappa':>8}{'alpha':>8}")
    for name, agreement in answers.agreements(arguments.sheets, answers.columns_of(arguments.folder)).items():
        percent = "" if agreement.percent is None else f"{agreement.percent:.1%}"
        figures = ("" if value is None else f"{value:.3f}" for value in (agreement.kappa, agreement.alpha))
        print(f"{name:<24}{agreement.units:>7}{percent:>9}" + "".join(f"{figure:>8}" for figure in figures))
    return OK


def _add_estimate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="The folder that `sample` made.")
    parser.add_argument("sheet", type=Path, metavar="SHEET", help="The filled sheet.")
    parser.add_argument("--column", required=True, metavar="NAME", help="The column to correct.")
    parser.add_argument("--value", metavar="VALUE", help="The value whose share is asked for; without, the mean.")


def _estimate(arguments: argparse.Namespace) -> int:
    from broadsheet.flows.coding import answers

    if arguments.value is None:
        corrected = answers.mean(arguments.folder, arguments.sheet, arguments.column)
        what, form = f"mean of {arguments.column}", "{:.3f}"
    else:
        corrected = answers.share(arguments.folder, arguments.sheet, arguments.column, arguments.value)
        what, form = f"share of {arguments.column} = {arguments.value}", "{:.1%}"
    estimate = corrected.estimate
    value, low, high, naive = (form.format(x) for x in (estimate.value, estimate.low, estimate.high, estimate.naive))
    print(f"{what}, of {estimate.population} units, {estimate.coded} of them coded")
    print(f"corrected         {value}, 95 % interval {low} to {high}")
    print(f"the column alone  {naive}, right in {corrected.right} of the {estimate.coded} coded units")
    if corrected.left_out:
        print(f"{corrected.left_out} drawn units are not coded: the interval holds if they are as the others")
    return OK


COMMANDS = (
    Command("sample", "draw units to code by hand, with known probabilities", _add_sample, _sample),
    Command("agreement", "say how well coders agree: kappa, Krippendorff's alpha", _add_agreement, _agreement),
    Command("estimate", "correct a share or mean of a column by a coded sample", _add_estimate, _estimate),
)
