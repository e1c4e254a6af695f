//! Where the cells of each rank stand from left to right: near what they are joined with, and never on each other.

use super::{Grid, of};

/// Room between two cells.
const BETWEEN: i32 = 34;
/// How often all ranks are gone through.
const ROUNDS: usize = 24;

/// The centre of each cell.
pub(super) fn centres(grid: &Grid) -> Vec<i32> {
    let mut centres = vec![0; grid.cells.len()];
    for row in &grid.rows {
        let all: i32 = row.iter().map(|cell| grid.width(*cell) + BETWEEN).sum();
        let mut left = -all / 2;
        for cell in row {
            put(&mut centres, *cell, left + grid.width(*cell) / 2);
            left += grid.width(*cell) + BETWEEN;
        }
    }
    let links: Vec<(usize, usize)> = grid.links().collect();
    for round in 0..ROUNDS {
        let ranks: Vec<usize> = match round % 2 {
            0 => (0..grid.rows.len()).collect(),
            _ => (0..grid.rows.len()).rev().collect(),
        };
        for rank in ranks {
            let Some(row) = grid.rows.get(rank) else { continue };
            let wishes: Vec<Wish> = row.iter().map(|cell| wish(grid, &links, &centres, *cell)).collect();
            for (cell, centre) in row.iter().zip(fitted(grid, row, &wishes)) {
                put(&mut centres, *cell, centre);
            }
        }
    }
    let left = (0..grid.cells.len()).map(|cell| of(&centres, cell) - grid.width(cell) / 2).min().unwrap_or(0);
    centres.iter().map(|centre| centre - left).collect()
}

fn put(list: &mut [i32], at: usize, value: i32) {
    if let Some(place) = list.get_mut(at) {
        *place = value;
    }
}

/// Where a cell would like to stand, and how much.
struct Wish {
    centre: i32,
    weight: i32,
}

/// In the middle of its neighbours. A state and the next of the usual life draw each other most, so that it goes straight
/// down; what goes through a rank does more than cards.
fn wish(grid: &Grid, links: &[(usize, usize)], centres: &[i32], cell: usize) -> Wish {
    let (mut sum, mut weights) = (0, 0);
    for (above, below) in links {
        let other = match (*above == cell, *below == cell) {
            (true, _) => *below,
            (_, true) => *above,
            _ => continue,
        };
        let weight = match grid.is_card(cell) && grid.is_card(other) {
            true if cell.abs_diff(other) == 1 => 10,
            true => 2,
            false => 3,
        };
        sum += of(centres, other) * weight;
        weights += weight;
    }
    match weights {
        0 => Wish { centre: of(centres, cell), weight: 1 },
        weight => Wish { centre: sum / weight, weight },
    }
}

/// The places nearest to the wishes that keep order and distance: those that want the same place share it.
fn fitted(grid: &Grid, row: &[usize], wishes: &[Wish]) -> Vec<i32> {
    // Without the distances that are needed anyway the places only have to rise.
    let mut needed = Vec::new();
    let mut way = 0;
    for (place, cell) in row.iter().enumerate() {
        if place > 0 {
            way += (grid.width(of(row, place - 1)) + grid.width(*cell)) / 2 + BETWEEN;
        }
        needed.push(way);
    }
    // Blocks of (sum of wishes, weight, how many cells).
    let mut blocks: Vec<(i32, i32, usize)> = Vec::new();
    for (wish, needed) in wishes.iter().zip(&needed) {
        blocks.push(((wish.centre - needed) * wish.weight, wish.weight, 1));
        while let [.., before, last] = blocks.as_slice() {
            if before.0 / before.1 <= last.0 / last.1 {
                break;
            }
            let joined = (before.0 + last.0, before.1 + last.1, before.2 + last.2);
            blocks.truncate(blocks.len() - 2);
            blocks.push(joined);
        }
    }
    let shared = blocks.iter().flat_map(|(sum, weight, cells)| std::iter::repeat_n(sum / weight, *cells));
    shared.zip(&needed).map(|(own, needed)| own + needed).collect()
}
