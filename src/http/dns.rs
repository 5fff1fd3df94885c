//! Resolves each name once for a burst of requests, because every lookup occupies a thread and all
//! of them would return the same addresses.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::sync::OnceCell;

/// Short enough to notice when a service moves. Entra's records have a TTL of a few minutes.
const CACHE_TTL: Duration = Duration::from_secs(60);

/// A lookup that may still be in progress; later requests wait for it.
type Lookup = Arc<OnceCell<Vec<SocketAddr>>>;

/// Caches the answers of the system's resolver.
#[derive(Debug, Default, Clone)]
pub(super) struct CachedResolver(Arc<Mutex<HashMap<String, (Instant, Lookup)>>>);

impl CachedResolver {
    fn lookup(&self, name: &str) -> Lookup {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, lookup)) = known.get(name)
            && at.elapsed() < CACHE_TTL
        {
            return Arc::clone(lookup);
        }
        let lookup = Lookup::default();
        known.insert(name.to_owned(), (Instant::now(), Arc::clone(&lookup)));
        lookup
    }
}

impl Resolve for CachedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_owned();
        // A failure is not cached: the cell stays empty, so the next request tries again.
        let lookup = self.lookup(&name);
        Box::pin(async move {
            let found = lookup
                .get_or_try_init(|| async {
                    tokio::net::lookup_host((name.as_str(), 0))
                        .await
                        .map(|found| found.collect::<Vec<_>>())
                })
                .await?;
            Ok(Box::new(found.clone().into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(resolver: &CachedResolver, name: &str) -> bool {
        let name = name.parse::<Name>().expect("a name");
        crate::runtime::handle()
            .expect("runtime")
            .block_on(resolver.resolve(name))
            .is_ok()
    }

    #[test]
    fn an_answer_is_cached_and_a_failure_is_not() {
        let resolver = CachedResolver::default();
        assert!(resolve(&resolver, "localhost"));
        assert!(resolver.lookup("localhost").initialized());
        assert!(!resolve(&resolver, "nobody.invalid"));
        assert!(!resolver.lookup("nobody.invalid").initialized());
    }
}
