"""Quotes are fetched over sockets from a slow local server, one connection after another."""
import socket
import socketserver
import threading
import time


class Quote(socketserver.StreamRequestHandler):
    def handle(self):
        name = self.rfile.readline().strip()
        time.sleep(0.04)
        self.wfile.write(b"%s=%d\n" % (name, len(name)))


def fetch(address, name):
    with socket.create_connection(address) as connection:
        connection.sendall(name.encode("ascii") + b"\n")
        return connection.makefile("r").readline().strip()


def fetch_all(address, names):
    return [fetch(address, name) for name in names]


def main():
    socketserver.ThreadingTCPServer.daemon_threads = True
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Quote)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    print(",".join(fetch_all(server.server_address, ["paper" + "x" * n for n in range(20)]))[-20:])
    server.shutdown()
    server.server_close()


main()
