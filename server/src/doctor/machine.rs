//! The machine: may the portal write where it must, and is there room.

use super::{Outcome, bad};
use crate::config::Config;

const GIB: u64 = 1 << 30;

/// Less than this is too little for a day of uploads, whatever the size of the disk.
const LEAST: u64 = GIB;

/// Of a large disk at least so many in a hundred are to be free.
const LEAST_PERCENT: u64 = 5;

pub(super) fn data_folder(config: &Config) -> Outcome {
    let folder = &config.data_dir;
    let probe = folder.join(".check");
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&probe, b"check"))
        .and_then(|()| std::fs::remove_file(&probe))
        .map(|()| folder.display().to_string())
        .map_err(|err| {
            bad(format!("{} cannot be written ({err})", folder.display()), "set `data_dir`, or its owner")
        })
}

/// Room on the disks of the data folder and of the backups.
pub(super) fn disk(config: &Config) -> Outcome {
    let data = room(&config.data_dir)?;
    let backups = config.backups();
    if !backups.is_dir() || backups.starts_with(&config.data_dir) {
        return Ok(data);
    }
    Ok(format!("{data}; {}", room(&backups)?))
}

fn room(folder: &std::path::Path) -> Outcome {
    let shown = folder.display();
    let disk = rustix::fs::statvfs(folder)
        .map_err(|err| bad(format!("{shown} cannot be measured ({err})"), "set `data_dir`, or its owner"))?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let size = disk.f_blocks.saturating_mul(disk.f_frsize).max(1);
    judged(free, size).map(|said| format!("{said} in {shown}")).map_err(|text| {
        bad(format!("{text} in {shown}"), "make room: when the disk is full nothing more can be filed")
    })
}

fn judged(free: u64, size: u64) -> Result<String, String> {
    let percent = free.saturating_mul(100) / size.max(1);
    let tenths = free.saturating_mul(10) / GIB;
    let said = format!("{}.{} GB free, {percent}%", tenths / 10, tenths % 10);
    if free < LEAST || (percent < LEAST_PERCENT && free < 50 * GIB) { Err(said) } else { Ok(said) }
}

#[cfg(test)]
mod tests {
    use super::{GIB, judged};

    #[test]
    fn little_room_is_said_before_there_is_none() {
        for (free, size, well) in [
            (GIB - 1, 2 * GIB, false),
            (2 * GIB, 10 * GIB, true),
            (4 * GIB, 100 * GIB, false),
            (60 * GIB, 4_000 * GIB, true),
        ] {
            assert_eq!(judged(free, size).is_ok(), well, "{free} of {size}");
        }
        assert_eq!(judged(3 * GIB / 2, 10 * GIB), Ok("1.5 GB free, 15%".to_owned()));
    }
}
