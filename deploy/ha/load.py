#!/usr/bin/env python3
"""Invites through the load balancer, and checks later what was acknowledged. Used by failover; see README.md.

  load.py run URL TOKEN LOG            invites until SIGTERM; a line of JSON for each request goes to LOG
  load.py check URL TOKEN LOG          gets each acknowledged invitation, and repeats each request
  load.py report LOG STRUCK PROMOTED   prints figures as JSON; both times in seconds since 1970

An invitation that is not acknowledged is sent again with its Idempotency-Key until it is.
"""
import collections
import http.client
import json
import queue
import signal
import sys
import threading
import time
import urllib.parse
import uuid

CLIENTS = 8
PAUSE = 0.05  # seconds between two requests of a client: about 150 requests a second together
LONGEST = 10  # seconds in which each request has to be answered
PATH = "/api/accounts/invitations/"


class Client:
    """A connection that is opened again after a failure."""

    def __init__(self, url, token):
        self.address = urllib.parse.urlsplit(url)
        self.token = token
        self.connection = None

    def send(self, method, path, key=None, body=None):
        """Status (0 without a response), name of the replica, body."""
        headers = {"Authorization": "Bearer " + self.token}
        if key:
            headers["Idempotency-Key"] = key
            headers["Content-Type"] = "application/json"
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(
                    self.address.hostname, self.address.port, timeout=LONGEST)
            self.connection.request(method, path, json.dumps(body) if body else None, headers)
            response = self.connection.getresponse()
            text = response.read()
            try:
                answer = json.loads(text)
            except ValueError:
                answer = {}
            return response.status, response.getheader("X-Replica", ""), answer
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            return 0, "", {}


def invite(client, key, email):
    return client.send("POST", PATH, key, {"email": email, "auth_group": 3})


def run(url, token, log):
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    lock = threading.Lock()
    with open(log, "w", encoding="utf-8") as lines:

        def work():
            client = Client(url, token)
            while not stopped.is_set():
                key = str(uuid.uuid4())
                status = 0
                while status != 201 and not stopped.is_set():
                    began = time.time()
                    status, replica, answer = invite(client, key, key + "@example.org")
                    line = {"at": time.time(), "took": time.time() - began, "key": key, "status": status,
                            "replica": replica, "id": answer.get("id")}
                    with lock:
                        lines.write(json.dumps(line) + "\n")
                    time.sleep(PAUSE)

        threads = [threading.Thread(target=work) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def read(log):
    with open(log, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def check(url, token, log):
    acknowledged = queue.SimpleQueue()
    for line in read(log):
        if line["status"] == 201:
            acknowledged.put(line)
    wrong = []

    def work():
        client = Client(url, token)
        while True:
            try:
                line = acknowledged.get_nowait()
            except queue.Empty:
                return
            status, _, answer = client.send("GET", f"{PATH}{line['id']}/")
            if status != 200 or answer.get("id") != line["id"]:
                wrong.append(f"{line['id']} is not there: {status}")
            status, _, answer = invite(client, line["key"], line["key"] + "@example.org")
            if status != 201 or answer.get("id") != line["id"]:
                wrong.append(f"{line['id']} sent again: {status} {answer}")

    threads = [threading.Thread(target=work) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in wrong[:20]:
        print(each, file=sys.stderr)
    print(len(wrong))


def report(log, struck, promoted):
    lines = read(log)
    done = [line for line in lines if line["status"] == 201]
    back = {}
    for line in done:
        if line["at"] > promoted:
            back.setdefault(line["replica"], line["at"] - promoted)
    statuses = collections.Counter(line["status"] for line in lines)
    print(json.dumps({
        "requests": len(lines),
        "acknowledged": len(done),
        "503": statuses.pop(503, 0),
        "500": statuses.pop(500, 0),
        "other": {str(status): count for status, count in statuses.items() if status != 201},
        "longest": round(max(line["took"] for line in lines), 2),
        "longest_unanswered": round(max((line["took"] for line in lines if line["status"] == 0), default=0), 2),
        "acknowledged_between": sum(1 for line in done if struck < line["at"] - line["took"] and line["at"] < promoted),
        "promoted_after": round(promoted - struck, 2),
        "back": round(min(back.values(), default=999), 2),
        "back_everywhere": round(max(back.values()) if len(back) == 3 else 999, 2),
    }))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["run", url, token, log]:
            run(url, token, log)
        case ["check", url, token, log]:
            check(url, token, log)
        case ["report", log, struck, promoted]:
            report(log, float(struck), float(promoted))
        case _:
            print(__doc__)
            sys.exit(0 if sys.argv[1:] in (["-h"], ["--help"]) else 2)
