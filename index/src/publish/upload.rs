//! Puts a release into a store: files, a look at what arrived, the root.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path as Folder;
use std::time::{Duration, SystemTime};

use futures_util::{StreamExt, TryStreamExt, stream};
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, Error, ObjectStore, ObjectStoreExt, PutMultipartOptions, PutOptions, PutPayload,
};
use policy_engine::Library;

use super::plan::{Listing, Plan, Release, plan, root_name};
use super::target::Target;
use crate::compile::library::{ROOT, names, open_root, path_of, read_file};
use crate::error::{IndexError, Kind, Result};
use crate::progress::Progress;

/// Requests on their way at a time.
const NUM_PARALLEL: usize = 16;

/// What is longer, packs above all, goes up in parts of this length.
const MAX_PUT_BYTES: usize = 8 << 20;

const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// A reader asks whether it has changed; the answer is short if not.
const ASK_AGAIN: &str = "no-cache";

/// How to publish.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Changes nothing, only says what it would do.
    pub dry_run: bool,
    /// How long files of a replaced release stay.
    pub grace: Duration,
}

/// What was done, or would be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// The release that is in the store now.
    pub release: u16,
    /// Names of the files that were put there; the root and its copy are not among them.
    pub put: Vec<String>,
    /// Their bytes.
    pub num_bytes: u64,
    /// Names of the files that were removed.
    pub removed: Vec<String>,
}

/// Publishes the library in a folder. May be cut off at any moment and run again.
///
/// # Errors
/// `MissingFile` and `Engine` if the folder holds no whole library, `Engine` if the store holds a release that this one
/// does not follow, `Unwritable` with the words of the store.
pub async fn publish(dir: &Folder, target: &Target, options: Options, progress: &impl Progress) -> Result<Published> {
    let library = open_root(dir)?;
    let entries = local_files(dir, &library)?;
    let there = listing(target).await?;
    follows(target, dir, &library).await?;
    let known = known_releases(target, &there).await?;
    let Plan { put, remove } = plan(&entries, library.release(), &there, &known, options.grace);
    let wanted: BTreeSet<&str> = put.iter().map(String::as_str).collect();
    let num_bytes = entries.iter().filter(|it| wanted.contains(it.0.as_str())).map(|it| it.1).sum();
    let published = Published { release: library.release(), put, num_bytes, removed: remove };
    if options.dry_run {
        return Ok(published);
    }
    put_files(dir, target, &published.put, progress).await?;
    check_arrived(target, &entries).await?;
    let root = read(dir, ROOT)?;
    send(target, &root_name(library.release()), root.clone(), FOR_EVER).await?;
    send(target, ROOT, root, ASK_AGAIN).await?;
    remove_all(target, &published.removed).await?;
    Ok(published)
}

/// Every file beside the root, with its length and release; all that the root names must be there and whole.
fn local_files(dir: &Folder, library: &Library) -> Result<Vec<(String, u64, u16)>> {
    let mut opened = open_root(dir)?;
    for id in library.all_files() {
        let path = path_of(dir, library, id);
        let bytes = read_file(dir, library, id).map_err(|error| unreadable(&path, &error))?;
        opened.insert(id, &bytes).map_err(|error| engine(format!("{}: {error}", path.display())))?;
        if 1_000 < opened.num_files() {
            opened.forget();
        }
    }
    let length = |name: &str| fs::metadata(dir.join(name)).map(|it| it.len());
    let entry = |(name, release): (String, u16)| match length(&name) {
        Ok(length) => Ok((name, length, release)),
        Err(error) => Err(unreadable(&dir.join(&name), &error)),
    };
    names(library).into_iter().map(entry).collect()
}

/// Another library under the same names, or an older release over a newer one, would mix in the caches of readers.
async fn follows(target: &Target, dir: &Folder, library: &Library) -> Result<()> {
    let Some(bytes) = get(target, ROOT).await? else { return Ok(()) };
    let there = Library::open(&bytes).map_err(|error| engine(format!("the root in the store: {error}")))?;
    let is_same = bytes == read(dir, ROOT)?;
    if is_same || there.release() < library.release() {
        return Ok(());
    }
    let message = format!("the store holds release {}, this library is release {}", there.release(), library.release());
    Err(Box::new(IndexError::new(Kind::Engine, message, "compile it with --previous and the folder of that release")))
}

async fn listing(target: &Target) -> Result<Listing> {
    let now = SystemTime::now();
    let objects = target.store.list(Some(&target.prefix)).map_err(|error| failed("the list of files", &error));
    let names = objects.map_ok(|it| {
        let name = it.location.prefix_match(&target.prefix).map(|parts| parts.map(|it| it.as_ref().to_owned()));
        let name = name.map(|it| it.collect::<Vec<_>>().join("/")).unwrap_or_default();
        let age = now.duration_since(it.last_modified.into()).unwrap_or_default();
        (name, (it.size, age))
    });
    names.try_collect().await
}

/// The releases whose roots are kept in the store, ascending.
async fn known_releases(target: &Target, there: &Listing) -> Result<Vec<Release>> {
    let mut known = Vec::new();
    for number in 1..=u16::MAX {
        let name = root_name(number);
        if !there.contains_key(&name) {
            continue;
        }
        let Some(bytes) = get(target, &name).await? else { continue };
        let Ok(root) = Library::open(&bytes) else { continue };
        known.push(Release { number, names: names(&root).into_keys().collect() });
    }
    Ok(known)
}

async fn put_files(dir: &Folder, target: &Target, names: &[String], progress: &impl Progress) -> Result<()> {
    progress.begin("publishing", names.len());
    let uploads = names.iter().map(|name| async move {
        send(target, name, read(dir, name)?, FOR_EVER).await?;
        progress.step();
        Ok::<_, Box<IndexError>>(())
    });
    stream::iter(uploads).buffer_unordered(NUM_PARALLEL).try_collect::<Vec<()>>().await.map(|_| ())
}

/// The root may only name what is there, in its full length.
async fn check_arrived(target: &Target, entries: &[(String, u64, u16)]) -> Result<()> {
    let there = listing(target).await?;
    match entries.iter().find(|(name, len, _)| there.get(name).is_none_or(|it| it.0 != *len)) {
        Some((name, ..)) => Err(engine(format!("{name} did not arrive; the release before is still in place"))),
        None => Ok(()),
    }
}

async fn remove_all(target: &Target, names: &[String]) -> Result<()> {
    let removals = names.iter().map(|name| async move {
        target.store.delete(&target.place(name)).await.map_err(|error| failed(name, &error))
    });
    stream::iter(removals).buffer_unordered(NUM_PARALLEL).try_collect::<Vec<()>>().await.map(|_| ())
}

async fn send(target: &Target, name: &str, bytes: Vec<u8>, caching: &'static str) -> Result<()> {
    let attributes = Attributes::from_iter([
        (Attribute::ContentType, "application/octet-stream"),
        (Attribute::CacheControl, caching),
    ]);
    let place = target.place(name);
    let put = if bytes.len() <= MAX_PUT_BYTES {
        let options = PutOptions { attributes, ..PutOptions::default() };
        target.store.put_opts(&place, PutPayload::from(bytes), options).await.map(|_| ())
    } else {
        send_in_parts(target, &place, &bytes, attributes).await
    };
    put.map_err(|error| failed(name, &error))
}

/// A part that fails is sent again by itself; nothing is seen of the file before all are there.
async fn send_in_parts(
    target: &Target,
    place: &Path,
    bytes: &[u8],
    attributes: Attributes,
) -> object_store::Result<()> {
    let options = PutMultipartOptions { attributes, ..PutMultipartOptions::default() };
    let mut upload = target.store.put_multipart_opts(place, options).await?;
    for part in bytes.chunks(MAX_PUT_BYTES) {
        if let Err(error) = upload.put_part(PutPayload::from(part.to_vec())).await {
            let _ = upload.abort().await;
            return Err(error);
        }
    }
    upload.complete().await.map(|_| ())
}

async fn get(target: &Target, name: &str) -> Result<Option<Vec<u8>>> {
    let found = match target.store.get(&target.place(name)).await {
        Err(Error::NotFound { .. }) => return Ok(None),
        found => found.map_err(|error| failed(name, &error))?,
    };
    Ok(Some(found.bytes().await.map_err(|error| failed(name, &error))?.to_vec()))
}

fn read(dir: &Folder, name: &str) -> Result<Vec<u8>> {
    let path = dir.join(name);
    fs::read(&path).map_err(|error| unreadable(&path, &error))
}

fn unreadable(path: &Folder, error: &io::Error) -> Box<IndexError> {
    let message = format!("{}: cannot be read: {error}", path.display());
    Box::new(IndexError::new(Kind::MissingFile, message, "compile the library again"))
}

fn engine(message: String) -> Box<IndexError> {
    Box::new(IndexError::new(Kind::Engine, message, "compile the library again"))
}

fn failed(name: &str, error: &Error) -> Box<IndexError> {
    let help = "run the command again: what is there already is not sent twice";
    Box::new(IndexError::new(Kind::Unwritable, format!("{name}: the store says: {error}"), help))
}
