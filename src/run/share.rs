//! Work shared among the cores.

use rayon::prelude::*;

/// Does the same for every part of the work, on every core unless there is too little to share.
pub(crate) fn each<T: Sync, R: Send>(work: &[T], one: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    if work.len() <= FEW { work.iter().map(one).collect() } else { work.par_iter().map(one).collect() }
}

/// So few inputs are checked before other threads would have started.
const FEW: usize = 16;
