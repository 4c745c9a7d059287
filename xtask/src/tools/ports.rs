//! On which ports of this machine may a server listen that was only started for a test, and does it?

use anyhow::{Result, ensure};
use std::net::{TcpListener, TcpStream};
use std::process::Child;
use std::time::{Duration, Instant};

/// A server that has not listened for so long will not.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(50);

/// Ports that nobody listens on, no two the same: they are asked for at once.
///
/// # Errors
/// When the system has none.
pub fn free<const NUM: usize>() -> Result<[u16; NUM]> {
    let mut listeners = Vec::new();
    for _ in 0..NUM {
        listeners.push(TcpListener::bind(("127.0.0.1", 0))?);
    }
    let mut ports = [0; NUM];
    for (port, listener) in ports.iter_mut().zip(&listeners) {
        *port = listener.local_addr()?.port();
    }
    Ok(ports)
}

/// Returns once `server` listens on all of `ports`; `why` says where to look when it does not.
///
/// # Errors
/// When it ends instead, or does not listen in a minute.
pub fn wait(server: &mut Child, ports: &[u16], why: &str) -> Result<()> {
    let start = Instant::now();
    for port in ports {
        while TcpStream::connect(("127.0.0.1", *port)).is_err() {
            ensure!(server.try_wait()?.is_none(), "a server ended: {why}");
            ensure!(start.elapsed() < PATIENCE, "a server does not listen: {why}");
            std::thread::sleep(PAUSE);
        }
        // It is not this server that listens, if this one has ended.
        ensure!(server.try_wait()?.is_none(), "a server ended: {why}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Command, Stdio};

    #[test]
    fn ports_are_different_and_free() {
        let [first, second] = free().unwrap();
        assert_ne!(first, second);
        assert!(TcpListener::bind(("127.0.0.1", first)).is_ok());
    }

    #[test]
    fn a_server_that_ends_is_not_waited_for() {
        let [nobody] = free().unwrap();
        let mut ends = Command::new("cargo").arg("--version").stdout(Stdio::null()).spawn().unwrap();
        let said = wait(&mut ends, &[nobody], "see the log").unwrap_err().to_string();
        assert_eq!(said, "a server ended: see the log");
        let other = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        assert!(wait(&mut ends, &[other.local_addr().unwrap().port()], "").is_err(), "somebody else listens");
    }
}
