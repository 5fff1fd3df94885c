//! Creates listening sockets for all addresses that `localhost` can resolve to.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

use socket2::{Domain, Protocol, Socket, Type};

use crate::error::{Error, ErrorCode, Result};
use crate::spelling::REDIRECT_URI;

const LOOPBACK: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::LOCALHOST),
    IpAddr::V6(Ipv6Addr::LOCALHOST),
];
/// How many connections the system queues until the listener accepts them.
const BACKLOG: i32 = 128;

/// Listens on `port` of both loopback addresses, or of the IPv4 one if this computer lacks IPv6.
///
/// # Errors
/// `PortInUse` if another program listens on an address that a browser could use for `localhost`,
/// because that program could receive the answer. `PortUnavailable` if the system refuses.
pub(super) fn listen(port: u16) -> Result<Vec<TcpListener>> {
    let mut sockets = Vec::with_capacity(LOOPBACK.len());
    for address in LOOPBACK {
        match bind(SocketAddr::new(address, port)) {
            Ok(socket) => sockets.push(socket),
            Err(error) if error.kind() == ErrorKind::AddrInUse => return Err(in_use(port, &error)),
            Err(error) if address.is_ipv6() && error.kind() != ErrorKind::PermissionDenied => {}
            Err(error) => return Err(unavailable(port, &error)),
        }
    }
    Ok(sockets)
}

fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    #[cfg(not(target_os = "linux"))]
    check_wildcard(address)?;
    let socket = new_socket(address)?;
    claim(&socket)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    socket.set_nonblocking(true)?;
    Ok(socket.into())
}

/// Creates a socket that child processes don't inherit. Otherwise a browser that this process
/// starts would keep the port in use.
fn new_socket(address: SocketAddr) -> io::Result<Socket> {
    let socket = Socket::new(
        Domain::for_address(address),
        Type::STREAM,
        Some(Protocol::TCP),
    )?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    Ok(socket)
}

/// Allows listening on the port right after its last connection closed, instead of minutes later.
/// Two programs still can't listen on the same address.
#[cfg(not(windows))]
fn claim(socket: &Socket) -> io::Result<()> {
    socket.set_reuse_address(true)
}

/// Keeps other programs from listening on the same address. Sets `SO_EXCLUSIVEADDRUSE`, which
/// neither std nor socket2 offers. On Windows, `SO_REUSEADDR` would let other programs take over
/// the port.
#[cfg(windows)]
fn claim(socket: &Socket) -> io::Result<()> {
    use std::os::windows::io::AsRawSocket;
    use windows_sys::Win32::Networking::WinSock::{SO_EXCLUSIVEADDRUSE, SOL_SOCKET, setsockopt};

    let on = 1_i32;
    // SAFETY: the socket is open, and the pointer and length describe one i32, which the
    // option is and which outlives the call.
    let status = unsafe {
        setsockopt(
            socket.as_raw_socket() as usize,
            SOL_SOCKET,
            SO_EXCLUSIVEADDRUSE,
            (&raw const on).cast(),
            size_of::<i32>() as i32,
        )
    };
    match status {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Fails with `AddrInUse` if another program listens on the wildcard address. Only Linux refuses to
/// bind a specific address in that case.
#[cfg(not(target_os = "linux"))]
fn check_wildcard(address: SocketAddr) -> io::Result<()> {
    let wildcard = match address {
        SocketAddr::V4(_) => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        SocketAddr::V6(_) => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    };
    let socket = new_socket(address)?;
    #[cfg(not(windows))]
    claim(&socket)?;
    match socket.bind(&SocketAddr::new(wildcard, address.port()).into()) {
        Err(error) if error.kind() == ErrorKind::AddrInUse => Err(error),
        // Other errors show again when the address itself is bound.
        _ => Ok(()),
    }
}

fn in_use(port: u16, error: &io::Error) -> Error {
    Error::new(
        ErrorCode::PortInUse,
        format!("Another program is using port {port} on this computer."),
        format!(
            "End that program, or use another port, such as {REDIRECT_URI} http://localhost:8401. Entra doesn't compare the port of http://localhost."
        ),
    )
    .with_detail(error.to_string())
}

fn unavailable(port: u16, error: &io::Error) -> Error {
    Error::new(
        ErrorCode::PortUnavailable,
        format!("This computer doesn't allow listening on port {port} ({error})."),
        format!(
            "Use a port above 1023, such as {REDIRECT_URI} http://localhost:8400. Entra doesn't compare the port of http://localhost."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_on_either_loopback_address_or_on_the_wildcard_occupies_the_port() {
        let others = [
            IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(Ipv6Addr::LOCALHOST),
            IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            IpAddr::V6(Ipv6Addr::UNSPECIFIED),
        ];
        let mut tried = 0;
        for address in others {
            // A computer may lack IPv6.
            let Ok(other) = TcpListener::bind((address, 0)) else {
                continue;
            };
            tried += 1;
            let port = other.local_addr().expect("an address").port();
            let error = listen(port).expect_err("a used port");
            assert_eq!(error.code(), ErrorCode::PortInUse, "{address}: {error}");
            assert!(error.to_string().contains(&port.to_string()), "{error}");
            drop(other);
            assert!(listen(port).is_ok(), "{address}");
        }
        assert!(tried >= 2);
    }

    #[test]
    fn only_loopback_addresses_listen() {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let sockets = listen(port).expect("listening");
        for socket in &sockets {
            let address = socket.local_addr().expect("an address");
            assert!(
                address.ip().is_loopback() && address.port() == port,
                "{address}"
            );
        }
        let has_ipv6 = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok();
        assert_eq!(sockets.len(), 1 + usize::from(has_ipv6));
        assert_eq!(
            listen(port).expect_err("a used port").code(),
            ErrorCode::PortInUse
        );
    }
    #[cfg(windows)]
    #[test]
    fn another_program_cannot_take_over_the_port() {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let address = free.local_addr().expect("an address");
        drop(free);
        let _sockets = listen(address.port()).expect("listening");
        let thief = new_socket(address).expect("a socket");
        thief.set_reuse_address(true).expect("the option");
        let error = thief.bind(&address.into()).expect_err("taken over");
        assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{error}");
    }
}
