//! Where the preview listens, and which names it answers to.
//!
//! In: a port and perhaps a host. Out: a listening socket, URLs to show, and whether a `Host` is one of ours.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, ToSocketAddrs, UdpSocket};

use crate::error::{Error, Result};

/// A port, and the host if others than this machine may connect.
#[derive(Debug, Clone)]
pub struct Listen {
    /// 0 is any that is free.
    pub port: u16,
    /// An address or a name of this machine; None is the loopback.
    pub host: Option<String>,
}

/// Ports that are tried when the first is taken.
const TRIES: u16 = 20;

impl Listen {
    /// Listens at the port, or at the next that is free.
    ///
    /// # Errors
    /// A host that is not this machine, or no free port.
    pub fn bind(&self) -> Result<TcpListener> {
        let host = self.host.as_deref().unwrap_or("127.0.0.1");
        let mut last = None;
        for port in self.port..=self.port.saturating_add(if self.port == 0 { 0 } else { TRIES }) {
            match TcpListener::bind((host, port)).and_then(ready) {
                Ok(listener) => return Ok(listener),
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some(error),
                Err(error) => return Err(refused(host, port, &error)),
            }
        }
        let why = last.map_or_else(|| "no port is free".to_owned(), |error| error.to_string());
        let message = format!("the ports from {} to {} are taken: {why}", self.port, self.port.saturating_add(TRIES));
        Err(Error::new(message).help("name another with `--port`"))
    }

    /// What a browser on this machine opens.
    pub fn url(&self, address: SocketAddr, base: &str) -> String {
        let host = match address.ip() {
            ip if ip.is_unspecified() || ip == IpAddr::V4(Ipv4Addr::LOCALHOST) => "127.0.0.1".to_owned(),
            IpAddr::V6(ip) => format!("[{ip}]"),
            IpAddr::V4(ip) => ip.to_string(),
        };
        format!("http://{host}:{}{base}", address.port())
    }

    /// What a browser elsewhere in the network opens.
    pub fn elsewhere(&self, address: SocketAddr, base: &str) -> Option<String> {
        let ip = if address.ip().is_unspecified() { outward()? } else { address.ip() };
        let outside = self.host.is_some() && !ip.is_loopback();
        outside.then(|| self.url(SocketAddr::new(ip, address.port()), base))
    }

    /// Whether a request with this `Host` header is meant for the preview. A page of another site that had its name lead
    /// here (DNS rebinding) has that name; an address that is written out cannot be anybody else's.
    pub fn answers_to(&self, host: &str) -> bool {
        let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((ip, _)) => return ip.parse::<IpAddr>().is_ok(),
            None => host.rsplit_once(':').map_or(host, |(name, _)| name).to_ascii_lowercase(),
        };
        let given = self.host.as_ref().is_some_and(|given| given.eq_ignore_ascii_case(&name));
        given || name == "localhost" || name.ends_with(".localhost") || name.parse::<IpAddr>().is_ok()
    }
}

/// The runtime wants sockets that do not block.
fn ready(listener: TcpListener) -> io::Result<TcpListener> {
    listener.set_nonblocking(true).map(|()| listener)
}

fn refused(host: &str, port: u16, error: &io::Error) -> Error {
    let known = (host, port).to_socket_addrs().is_ok();
    let help = if known {
        "name another port with `--port`; `--host 0.0.0.0` listens on all networks of this machine"
    } else {
        "`--host` is an address or a name of this machine, such as 0.0.0.0"
    };
    Error::new(format!("cannot listen at {host}:{port}: {error}")).help(help)
}

/// The address by which this machine reaches others. Nothing is sent: the socket only chooses its end (RFC 5737 names
/// the other).
fn outward() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    socket.local_addr().ok().map(|address| address.ip())
}
