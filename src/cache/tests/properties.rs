//! Runs random sequences of steps, and compares the cache with a model after each step.

use proptest::prelude::*;

use super::model::{Model, Step};

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (any::<usize>(), any::<bool>()).prop_map(|(key, force_refresh)| Step::Join { key, force_refresh }),
        3 => any::<usize>().prop_map(Step::Leave),
        2 => any::<usize>().prop_map(Step::Renew),
        4 => any::<usize>().prop_map(Step::Succeed),
        1 => any::<usize>().prop_map(Step::FailForGood),
        1 => any::<usize>().prop_map(Step::FailForNow),
        1 => (any::<usize>(), proptest::option::of(any::<usize>()))
            .prop_map(|(app, tenant)| Step::Clear { app, tenant }),
        1 => Just(Step::Advance),
    ]
}

/// Returns the configuration. A failing sequence is printed, not saved: add it as a separate test.
fn config() -> ProptestConfig {
    ProptestConfig {
        // The default of 256 cases missed some bugs that were planted to check this test.
        cases: 1_024,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_cache_behaves_like_the_model(steps in proptest::collection::vec(step(), 1..120)) {
        let mut model = Model::new();
        for step in &steps {
            model.run(step);
        }
        model.settle();
    }
}
