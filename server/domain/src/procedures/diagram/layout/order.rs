//! The order of the cells in each rank: such that few arrows cross.

use std::collections::BTreeMap;

use super::Grid;

/// How often all ranks are gone through, down and up.
const SWEEPS: usize = 12;

/// Orders each rank by where its neighbours stand, then swaps those beside each other that cross less so.
pub(super) fn settle(grid: &mut Grid) {
    let mut best = (crossings(grid), grid.rows.clone());
    for sweep in 0..SWEEPS {
        by_neighbours(grid, sweep % 2 == 0);
        swap(grid);
        let now = crossings(grid);
        if now < best.0 {
            best = (now, grid.rows.clone());
        }
    }
    grid.rows = best.1;
}

/// The place of each cell in its rank.
fn places(grid: &Grid) -> BTreeMap<usize, usize> {
    let row = |row: &Vec<usize>| -> Vec<(usize, usize)> { row.iter().copied().zip(0..).collect() };
    grid.rows.iter().flat_map(row).collect()
}

/// Sorts each rank by the mean place of the neighbours above, or below. Who has none stays where it is.
fn by_neighbours(grid: &mut Grid, down: bool) {
    let links: Vec<(usize, usize)> = grid.links().collect();
    let count = grid.rows.len();
    let ranks: Vec<usize> = if down { (0..count).collect() } else { (0..count).rev().collect() };
    for rank in ranks {
        let places = places(grid);
        let place = |cell: usize| places.get(&cell).copied().unwrap_or(0);
        let mean = |cell: usize| {
            let near: Vec<usize> = links
                .iter()
                .filter_map(|(above, below)| match down {
                    true => (*below == cell).then_some(*above),
                    false => (*above == cell).then_some(*below),
                })
                .map(place)
                .collect();
            // A half step to the right of nothing: cells without neighbours keep their place among the others.
            if near.is_empty() { place(cell) * 1000 } else { near.iter().sum::<usize>() * 1000 / near.len() }
        };
        if let Some(row) = grid.rows.get_mut(rank) {
            row.sort_by_key(|cell| mean(*cell));
        }
    }
}

/// Swaps cells beside each other as long as fewer arrows cross.
fn swap(grid: &mut Grid) {
    for rank in 0..grid.rows.len() {
        let length = grid.rows.get(rank).map_or(0, Vec::len);
        for place in 1..length {
            let before = near(grid, rank);
            let turn = |grid: &mut Grid| {
                if let Some(row) = grid.rows.get_mut(rank) {
                    row.swap(place - 1, place);
                }
            };
            turn(grid);
            if near(grid, rank) >= before {
                turn(grid);
            }
        }
    }
}

/// Crossings between all ranks.
fn crossings(grid: &Grid) -> usize {
    let places = places(grid);
    (0..grid.rows.len()).map(|rank| between(grid, &places, rank)).sum()
}

/// Crossings just above and just below a rank.
fn near(grid: &Grid, rank: usize) -> usize {
    let places = places(grid);
    let above = rank.checked_sub(1).map_or(0, |above| between(grid, &places, above));
    above + between(grid, &places, rank)
}

/// Crossings between a rank and the next.
fn between(grid: &Grid, places: &BTreeMap<usize, usize>, rank: usize) -> usize {
    let place = |cell: usize| places.get(&cell).copied().unwrap_or(0);
    let steps: Vec<(usize, usize)> = grid
        .links()
        .filter(|(above, _)| grid.rank(*above) == rank)
        .map(|(above, below)| (place(above), place(below)))
        .collect();
    let crossed = |(place, one): (usize, &(usize, usize))| {
        let rest = steps.iter().skip(place + 1);
        rest.filter(|other| (one.0 < other.0 && one.1 > other.1) || (one.0 > other.0 && one.1 < other.1))
            .count()
    };
    steps.iter().enumerate().map(crossed).sum()
}
