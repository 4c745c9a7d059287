//! `s3://BUCKET/PREFIX` as a store and a place in it.

use std::sync::Arc;

use object_store::ObjectStore;
use object_store::aws::AmazonS3Builder;
use object_store::path::Path;

use crate::error::{IndexError, Kind, Result};

/// A store, and the place of the library in it.
#[derive(Clone)]
pub struct Target {
    /// The store.
    pub store: Arc<dyn ObjectStore>,
    /// Where the root will lie; empty for the bucket itself.
    pub prefix: Path,
}

const HELP: &str = "name it as s3://BUCKET/PREFIX; key, secret, region and endpoint come from the environment: \
    AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT (http:// only with AWS_ALLOW_HTTP=true)";

impl Target {
    /// The store of an address; its key and endpoint are those of the environment.
    ///
    /// # Errors
    /// `Syntax` for anything that is no such address or environment.
    pub fn parse(address: &str) -> Result<Self> {
        let wrong = |message: String| Box::new(IndexError::new(Kind::Syntax, format!("{address}: {message}"), HELP));
        let rest = address.strip_prefix("s3://").ok_or_else(|| wrong("not an address of a store".to_owned()))?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        if bucket.is_empty() {
            return Err(wrong("there is no bucket".to_owned()));
        }
        let prefix = Path::parse(prefix.trim_matches('/')).map_err(|it| wrong(it.to_string()))?;
        let store = AmazonS3Builder::from_env().with_bucket_name(bucket).build().map_err(|it| wrong(it.to_string()))?;
        Ok(Self { store: Arc::new(store), prefix })
    }

    /// The place of a file of the library.
    pub fn place(&self, name: &str) -> Path {
        name.split('/').fold(self.prefix.clone(), object_store::path::Path::join)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_stores_are_taken() {
        for (address, prefix) in [("s3://laws", ""), ("s3://laws/", ""), ("s3://laws/gx/library/", "gx/library")] {
            let target = Target::parse(address).unwrap();
            assert_eq!(target.prefix.as_ref(), prefix, "{address}");
        }
        assert_eq!(Target::parse("s3://laws/gx").unwrap().place("p/0/1.2").as_ref(), "gx/p/0/1.2");
        for address in ["", "laws", "s3://", "s3:///a", "https://laws", "s3://laws/a//b"] {
            let error = Target::parse(address).err().expect(address);
            assert_eq!(error.kind, Kind::Syntax, "{address}");
            assert!(error.help.contains("s3://BUCKET/PREFIX"));
        }
    }
}
