//! The example site in content/ builds without a warning into sound pages.

mod common;

use common::{Site, base_url, expect_sound_pages};

#[test]
fn the_example_builds_without_a_warning_into_sound_pages() {
    let site = Site::example();
    site.run(&["build", "--strict"]).expect_status(0);
    expect_sound_pages(&site.public(), &base_url(site.path()));
}
