//! Where cards stand and how arrows go between them: ranks from above, few crossings, right angles.
//!
//! The steps are Sugiyama's: ranks, places for long arrows in the ranks that they cross, an order in each rank, places
//! from left to right, ways. Whole numbers alone, so that it comes out the same on every machine.

mod order;
mod spread;
mod ways;

/// An arrow from a card to one that comes later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Arrow {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether one comes back too.
    pub(super) both: bool,
    /// Whether it happens by itself alone.
    pub(super) dashed: bool,
    /// Whether it is drawn; else it only says that one card is below the other.
    pub(super) drawn: bool,
}

/// The way of an arrow, corner by corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) points: Vec<(i32, i32)>,
    pub(super) arrow: Arrow,
}

/// Cards and ways in their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    /// The corner above on the left of each card.
    pub(super) at: Vec<(i32, i32)>,
    pub(super) ways: Vec<Way>,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// Ranks that an arrow may go down. Longer ones would become a tangle: the card's own row tells where it leads.
const FAR: usize = 3;

/// What stands in a rank: a card, or an arrow that goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell {
    rank: usize,
    width: i32,
    card: Option<usize>,
}

/// Cells with the arrows between them, each arrow as the cells that it passes.
#[derive(Debug)]
struct Grid {
    cells: Vec<Cell>,
    /// The cells of each rank, from left to right.
    rows: Vec<Vec<usize>>,
    chains: Vec<(Arrow, Vec<usize>)>,
}

impl Grid {
    /// The steps of all arrows from one rank to the next.
    fn links(&self) -> impl Iterator<Item = (usize, usize)> {
        self.chains.iter().flat_map(|(_, chain)| chain.iter().copied().zip(chain.iter().copied().skip(1)))
    }

    fn width(&self, cell: usize) -> i32 {
        self.cells.get(cell).map_or(0, |cell| cell.width)
    }

    fn rank(&self, cell: usize) -> usize {
        self.cells.get(cell).map_or(0, |cell| cell.rank)
    }

    fn is_card(&self, cell: usize) -> bool {
        self.cells.get(cell).is_some_and(|cell| cell.card.is_some())
    }
}

/// A number of a list; 0 where there is none.
fn of<T: Copy + Default>(list: &[T], at: usize) -> T {
    list.get(at).copied().unwrap_or_default()
}

/// Puts cards of these sizes (width, height) in their places. Arrows that do not lead to a later card are left out.
pub(super) fn layered(sizes: &[(i32, i32)], arrows: &[Arrow]) -> Placed {
    let arrows: Vec<Arrow> =
        arrows.iter().copied().filter(|arrow| arrow.from < arrow.to && arrow.to < sizes.len()).collect();
    let ranks = ranks(sizes.len(), &arrows);
    let mut grid = grid(sizes, &arrows, &ranks);
    order::settle(&mut grid);
    let centres = spread::centres(&grid);
    ways::placed(&grid, sizes, &centres)
}

/// How far down each card is: below all that lead to it. To what nothing leads from above stands beside the one before
/// it: cards come in the order of a case's usual life.
fn ranks(cards: usize, arrows: &[Arrow]) -> Vec<usize> {
    let mut ranks: Vec<usize> = Vec::new();
    // Arrows lead to later cards, so that whoever leads to a card has its rank before.
    for card in 0..cards {
        let above =
            arrows.iter().filter(|arrow| arrow.to == card).map(|arrow| of(&ranks, arrow.from) + 1).max();
        ranks.push(above.or(ranks.last().copied()).unwrap_or(0));
    }
    ranks
}

/// Width of an arrow that goes through a rank.
const THROUGH: i32 = 14;

fn grid(sizes: &[(i32, i32)], arrows: &[Arrow], ranks: &[usize]) -> Grid {
    let card =
        |(card, size): (usize, &(i32, i32))| Cell { rank: of(ranks, card), width: size.0, card: Some(card) };
    let mut cells: Vec<Cell> = sizes.iter().enumerate().map(card).collect();
    let mut chains = Vec::new();
    for arrow in arrows.iter().filter(|arrow| arrow.drawn) {
        let (above, below) = (of(ranks, arrow.from), of(ranks, arrow.to));
        if below - above > FAR {
            continue;
        }
        let mut chain = vec![arrow.from];
        for rank in above + 1..below {
            chain.push(cells.len());
            cells.push(Cell { rank, width: THROUGH, card: None });
        }
        chain.push(arrow.to);
        chains.push((*arrow, chain));
    }
    let last = cells.iter().map(|cell| cell.rank).max().unwrap_or(0);
    let rows = (0..=last)
        .map(|rank| {
            let all = cells.iter().enumerate().filter(|(_, cell)| cell.rank == rank);
            all.map(|(place, _)| place).collect()
        })
        .collect();
    Grid { cells, rows, chains }
}
