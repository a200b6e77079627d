//! Ids of annotations: written, or derived from target and kind so that a note's words may change.

use std::collections::BTreeMap;

use super::Annotation;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::Id;
use crate::source::{At, Span};
use crate::yaml::Reader;

/// The ids of one sidecar.
#[derive(Default)]
pub struct Ids {
    taken: BTreeMap<String, Option<Span>>,
}

impl Ids {
    /// Takes a written id; a second one of the same name is reported.
    pub fn take(&mut self, reader: &mut Reader, id: &At<Id>) {
        if let Some(Some(first)) = self.taken.insert(id.value.folded(), Some(id.span.clone())) {
            reader.problems.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    id.span.clone(),
                    format!("the annotation `{}` stands twice", id.value),
                )
                .related(first, "first here"),
            );
        }
    }

    /// Gives ids to those without: `a-` and eight hex digits, `-2` for a twin.
    pub fn derive(&mut self, annotations: &mut [(bool, Annotation)]) {
        let mut twins: BTreeMap<String, usize> = BTreeMap::new();
        for (_, annotation) in annotations.iter_mut().filter(|(written, _)| !written) {
            let base = format!("a-{:08x}", fingerprint(annotation));
            let mut name = base.clone();
            let twin = twins.entry(base.clone()).or_insert(1);
            while self.taken.contains_key(&name) {
                *twin += 1;
                name = format!("{base}-{twin}");
            }
            self.taken.insert(name.clone(), None);
            if let Some(id) = Id::new(&name) {
                annotation.id = id;
            }
        }
    }
}

/// 32 bits of FNV-1a (Fowler, Noll, Vo) folded from 64, over the target's parts and the kinds: ids are addresses of
/// passages, so the function must never change, and this one is written down in a few lines.
///
/// An annotation without a target would be told apart by its kind alone; there the titles and subjects count too.
fn fingerprint(annotation: &Annotation) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut add = |part: &str| {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    let parts = annotation.target.parts();
    parts.iter().for_each(|part| add(part));
    annotation.bodies.kinds().into_iter().for_each(&mut add);
    if parts.is_empty() {
        annotation.bodies.subjects().iter().for_each(|subject| add(subject));
    }
    u32::try_from((hash >> 32) ^ (hash & 0xffff_ffff)).unwrap_or(0)
}
