"""Pages are fetched with urllib from a slow local server, one after another."""
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(0.05)
        body = ("page %s" % self.path).encode("ascii")
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def size_of(url):
    with urllib.request.urlopen(url) as answer:
        return len(answer.read())


def total_size(root, count):
    total = 0
    for number in range(count):
        total += size_of("%s/%d" % (root, number))
    return total


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    urllib.request.install_opener(opener)
    print(total_size("http://127.0.0.1:%d" % server.server_address[1], 16))
    server.shutdown()
    server.server_close()


main()
