//! How arrows go: down from a card, along a lane of their own between two ranks, down to the next.

use std::collections::BTreeMap;

use super::{Grid, Placed, Way, of};

/// Room above and below the lanes between two ranks, and between two lanes.
const BEFORE: i32 = 16;
const AFTER: i32 = 26;
const LANE: i32 = 10;
/// Between two arrows that begin or end at one card.
const PORT: i32 = 18;

/// A step of an arrow from a rank to the next.
#[derive(Debug, Clone, Copy)]
struct Step {
    above: usize,
    below: usize,
    /// Where it leaves, where it arrives, and on which lane it goes from the one to the other.
    leaves: i32,
    arrives: i32,
    lane: usize,
}

/// Puts everything in its place.
pub(super) fn placed(grid: &Grid, sizes: &[(i32, i32)], centres: &[i32]) -> Placed {
    let mut steps: Vec<Vec<Step>> = Vec::new();
    for rank in 0..grid.rows.len() {
        let mut own: Vec<Step> = grid
            .links()
            .filter(|(above, _)| grid.rank(*above) == rank)
            .map(|(above, below)| Step {
                above,
                below,
                leaves: of(centres, above),
                arrives: of(centres, below),
                lane: 0,
            })
            .collect();
        ports(grid, centres, &mut own);
        lanes(&mut own);
        steps.push(own);
    }
    let mut tops = Vec::new();
    let (mut y, mut gaps) = (0, Vec::new());
    for (row, own) in grid.rows.iter().zip(&steps) {
        let cards = row.iter().filter_map(|cell| grid.cells.get(*cell)?.card);
        let height = cards.map(|card| of(sizes, card).1).max().unwrap_or(0);
        let lanes = own.iter().map(|step| step.lane + 1).max().unwrap_or(1);
        tops.push(y);
        gaps.push(y + height + BEFORE);
        y += height + BEFORE + AFTER + LANE * i32::try_from(lanes).unwrap_or(0);
    }
    let at = |card: usize, size: &(i32, i32)| (of(centres, card) - size.0 / 2, of(&tops, grid.rank(card)));
    let at: Vec<(i32, i32)> = sizes.iter().enumerate().map(|(card, size)| at(card, size)).collect();
    let ways = ways(grid, sizes, &steps, &at, &gaps);
    let right = (0..grid.cells.len()).map(|cell| of(centres, cell) + grid.width(cell) / 2).max();
    let below = at.iter().zip(sizes).map(|((_, y), size)| y + size.1).max();
    Placed { at, ways, width: right.unwrap_or(0), height: below.unwrap_or(0) }
}

/// Spreads the arrows that leave a card, and those that arrive at one, in the order of where they come from.
fn ports(grid: &Grid, centres: &[i32], steps: &mut [Step]) {
    let mut ends: BTreeMap<(bool, usize), Vec<(i32, usize)>> = BTreeMap::new();
    for (place, step) in steps.iter().enumerate() {
        ends.entry((true, step.above)).or_default().push((of(centres, step.below), place));
        ends.entry((false, step.below)).or_default().push((of(centres, step.above), place));
    }
    for ((leaving, cell), mut own) in ends {
        if !grid.is_card(cell) {
            continue;
        }
        own.sort_unstable();
        let count = i32::try_from(own.len()).unwrap_or(1).max(1);
        let wide = PORT.min((grid.width(cell) - 60) / count);
        let first = of(centres, cell) - wide * (count - 1) / 2;
        for ((_, place), nth) in own.into_iter().zip(0..) {
            let Some(step) = steps.get_mut(place) else { continue };
            let end = if leaving { &mut step.leaves } else { &mut step.arrives };
            *end = first + nth * wide;
        }
    }
    straighten(grid, steps);
}

/// An arrow that would turn by a little goes straight, where its end has room: it is alone there.
fn straighten(grid: &Grid, steps: &mut [Step]) {
    let alone = |steps: &[Step], cell: usize, above: bool| {
        let at = |step: &&Step| if above { step.above == cell } else { step.below == cell };
        grid.is_card(cell) && steps.iter().filter(at).count() == 1
    };
    for place in 0..steps.len() {
        let Some(step) = steps.get(place).copied() else { continue };
        let arrives = alone(steps, step.below, false) && (step.leaves - step.arrives).abs() < 60;
        let leaves = alone(steps, step.above, true) && (step.leaves - step.arrives).abs() < 60;
        if let Some(step) = steps.get_mut(place) {
            if arrives {
                step.arrives = step.leaves;
            } else if leaves {
                step.leaves = step.arrives;
            }
        }
    }
}

/// Gives each step that turns a lane on which no other is near. Who goes to the right and begins further right is
/// above, and the other way round: so they cross least.
fn lanes(steps: &mut [Step]) {
    let mut order: Vec<usize> = (0..steps.len()).collect();
    order.sort_by_key(|place| {
        let Some(step) = steps.get(*place) else { return (0, 0) };
        if step.arrives > step.leaves { (0, -step.leaves) } else { (1, step.leaves) }
    });
    let mut taken: Vec<Vec<(i32, i32)>> = Vec::new();
    for place in order {
        let Some(step) = steps.get_mut(place).filter(|step| step.leaves != step.arrives) else { continue };
        let (left, right) = (step.leaves.min(step.arrives) - LANE, step.leaves.max(step.arrives) + LANE);
        let free = |lane: &Vec<(i32, i32)>| lane.iter().all(|(from, to)| right < *from || *to < left);
        step.lane = taken.iter().position(free).unwrap_or(taken.len());
        match taken.get_mut(step.lane) {
            Some(lane) => lane.push((left, right)),
            None => taken.push(vec![(left, right)]),
        }
    }
}

fn ways(grid: &Grid, sizes: &[(i32, i32)], steps: &[Vec<Step>], at: &[(i32, i32)], gaps: &[i32]) -> Vec<Way> {
    let way = |(arrow, chain): &(super::Arrow, Vec<usize>)| {
        let mut points: Vec<(i32, i32)> = Vec::new();
        for (above, below) in chain.iter().zip(chain.iter().skip(1)) {
            let rank = grid.rank(*above);
            let step = steps.get(rank)?.iter().find(|step| step.above == *above && step.below == *below)?;
            let lane = of(gaps, rank) + LANE * i32::try_from(step.lane).unwrap_or(0);
            if points.is_empty() {
                points.push((step.leaves, of(at, arrow.from).1 + of(sizes, arrow.from).1));
            }
            if step.leaves != step.arrives {
                points.push((step.leaves, lane));
                points.push((step.arrives, lane));
            }
            if *below == arrow.to {
                points.push((step.arrives, of(at, arrow.to).1));
            }
        }
        Some(Way { points, arrow: *arrow })
    };
    grid.chains.iter().filter_map(way).collect()
}
