//! Random orders of what can happen to the cache, each step held against a model.

use proptest::prelude::*;

use super::model::{Model, Step};

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (any::<usize>(), any::<bool>()).prop_map(|(key, force)| Step::Ask { key, force }),
        3 => any::<usize>().prop_map(Step::Leave),
        2 => any::<usize>().prop_map(Step::Renew),
        4 => any::<usize>().prop_map(Step::Bring),
        1 => any::<usize>().prop_map(Step::Refuse),
        1 => any::<usize>().prop_map(Step::Fail),
        1 => (any::<usize>(), proptest::option::of(any::<usize>()))
            .prop_map(|(app, tenant)| Step::Clear { app, tenant }),
        1 => Just(Step::Pass),
    ]
}

/// A failing order is printed in its shortest form: it becomes a test of its own.
fn config() -> ProptestConfig {
    ProptestConfig {
        // With the 256 of the default some of the faults planted on trial went unseen.
        cases: 1_024,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_cache_does_what_the_model_does(steps in proptest::collection::vec(step(), 1..120)) {
        let mut model = Model::new();
        for step in &steps {
            model.run(step);
        }
        model.settle();
    }
}
