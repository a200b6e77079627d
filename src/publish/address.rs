//! Where GitHub Pages shows what is pushed to a remote.
//!
//! In: a remote's URL and maybe the domain of a CNAME file. Out: the base_url that goes with them, or nothing for remotes
//! of which nothing is known. Asks nobody.

use crate::config::BaseUrl;
use crate::error::{Error, Result};

/// Refuses a base_url that is not where the pages will stand. `None` for `cname` where no domain is set.
///
/// # Errors
/// No base_url at all, or another than the one that is named.
pub fn check(base_url: &BaseUrl, remote: &str, cname: Option<&str>) -> Result<()> {
    let expected = expected(remote, cname);
    if base_url.origin().is_empty() {
        let wanted = expected.unwrap_or_else(|| "https://example.org/reports/".to_owned());
        return Err(Error::new(
            "postil.yaml has no base_url, which feeds, the sitemap and links from other sites need",
        )
        .help(format!("write `base_url: {wanted}`")));
    }
    let Some(expected) = expected else { return Ok(()) };
    if same(base_url, &expected) {
        return Ok(());
    }
    let why = match cname {
        Some(_) => "the CNAME file gives the site this domain".to_owned(),
        None => format!("this is where GitHub shows what is pushed to {remote}"),
    };
    let message = format!("base_url is {}, but the site will stand at {expected}", base_url.absolute("/"));
    Err(Error::new(message).help(format!(
        "write `base_url: {expected}` in postil.yaml ({why}); where another address leads there, use --any-address"
    )))
}

/// The address of the site, with a final slash.
fn expected(remote: &str, cname: Option<&str>) -> Option<String> {
    if let Some(domain) = cname {
        return Some(format!("https://{domain}/"));
    }
    let (owner, repository) = on_github(remote)?;
    let owner = owner.to_lowercase();
    match repository.eq_ignore_ascii_case(&format!("{owner}.github.io")) {
        true => Some(format!("https://{owner}.github.io/")),
        false => Some(format!("https://{owner}.github.io/{repository}/")),
    }
}

/// Domains ignore case; a CNAME's domain may be served without encryption, github.io is not.
fn same(base_url: &BaseUrl, expected: &str) -> bool {
    let Some(expected) = BaseUrl::parse(expected) else { return true };
    let host = |url: &BaseUrl| url.origin().rsplit("//").next().unwrap_or("").to_lowercase();
    let insecure = base_url.origin().starts_with("http://") && host(&expected).ends_with(".github.io");
    host(base_url) == host(&expected) && base_url.path() == expected.path() && !insecure
}

/// Owner and repository of a remote at GitHub, in each of the forms that git knows.
fn on_github(remote: &str) -> Option<(&str, &str)> {
    let rest = match remote.split_once("://") {
        Some((_, rest)) => {
            let (host, path) = rest.split_once('/')?;
            is_github(host).then_some(path)?
        }
        // git@github.com:owner/repository.git
        None => {
            let (host, path) = remote.split_once(':')?;
            is_github(host).then_some(path)?
        }
    };
    let (owner, repository) = rest.trim_matches('/').split_once('/')?;
    let repository = repository.strip_suffix(".git").unwrap_or(repository);
    let plain = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    (plain(owner) && plain(repository)).then_some((owner, repository))
}

/// `user@github.com:443` too; ssh.github.com is the door for those whose port 22 is shut.
fn is_github(authority: &str) -> bool {
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let host = host.split(':').next().unwrap_or(host);
    ["github.com", "www.github.com", "ssh.github.com"].iter().any(|known| host.eq_ignore_ascii_case(known))
}

/// The domain that a CNAME file holds: its first line that is one.
pub fn domain(file: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(file);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let plain = line.contains('.') && line.chars().all(|c| c.is_alphanumeric() || "-.".contains(c));
    plain.then(|| line.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_remote_leads_to_its_pages() {
        for remote in [
            "git@github.com:Wu/reports.git",
            "https://github.com/Wu/reports",
            "https://token@github.com/Wu/reports.git/",
            "ssh://git@ssh.github.com:443/Wu/reports.git",
            "git://github.com/Wu/reports.git",
        ] {
            assert_eq!(expected(remote, None).as_deref(), Some("https://wu.github.io/reports/"), "{remote}");
        }
        assert_eq!(expected("git@github.com:Wu/wu.github.io.git", None).as_deref(), Some("https://wu.github.io/"));
        for remote in ["/srv/git/a.git", "https://gitlab.com/a/b.git", "../b.git", "C:\\a\\b", "git@github.com:a"] {
            assert_eq!(expected(remote, None), None, "{remote}");
        }
        assert_eq!(
            expected("/srv/a.git", Some("reports.example.org")).as_deref(),
            Some("https://reports.example.org/")
        );
    }

    #[test]
    fn another_address_is_refused_with_the_right_one() {
        let check = |url: &str, remote: &str, cname| check(&BaseUrl::parse(url).unwrap(), remote, cname);
        let remote = "git@github.com:wu/Reports.git";
        assert_eq!(check("https://wu.github.io/Reports/", remote, None), Ok(()));
        assert_eq!(check("https://WU.github.io/Reports", remote, None), Ok(()));
        for wrong in ["https://wu.github.io/", "https://wu.github.io/reports/", "http://wu.github.io/Reports/"] {
            let error = check(wrong, remote, None).unwrap_err();
            assert!(error.advice().unwrap().contains("`base_url: https://wu.github.io/Reports/`"), "{wrong}: {error}");
        }
        assert_eq!(check("http://r.example.org/", remote, Some("r.example.org")), Ok(()));
        assert!(check("https://wu.github.io/Reports/", remote, Some("r.example.org")).is_err());
        assert_eq!(check("https://anything.example/", "/srv/git/a.git", None), Ok(()));
        let none = super::check(&BaseUrl::default(), remote, None).unwrap_err();
        assert_eq!(none.advice(), Some("write `base_url: https://wu.github.io/Reports/`"));
    }

    #[test]
    fn a_cname_holds_one_domain() {
        assert_eq!(domain(b"Reports.example.org\n"), Some("reports.example.org".into()));
        assert_eq!(domain("报告.example\r\n".as_bytes()), Some("报告.example".into()));
        for no in ["", "\n", "https://example.org", "a b.c", "localhost"] {
            assert_eq!(domain(no.as_bytes()), None, "{no}");
        }
    }
}
