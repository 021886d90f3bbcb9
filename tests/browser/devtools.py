# SPDX-License-Identifier: GPL-2.0-or-later
"""
Chromium driven over its DevTools pipe: JSON messages that end in a zero byte, on descriptors 3 and 4
(--remote-debugging-pipe). No library is needed, and no port is opened.
"""
import base64
import json
import os
import select
import signal
import time

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--remote-debugging-pipe"]
WAIT_S = 15
FALLBACK_S = 3


class Browser:
    """become: called in the new process before Chromium starts; profile: a folder of its own."""

    def __init__(self, become, profile, *flags):
        commands, self.commands = os.pipe()
        self.replies, replies = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                become()
                for fd in (os.dup2(os.dup2(commands, 100), 3), os.dup2(os.dup2(replies, 101), 4)):
                    os.set_inheritable(fd, True)
                null = os.open("/dev/null", os.O_RDWR)
                for fd in (0, 1, 2):
                    os.dup2(null, fd)
                os.closerange(5, 200)
                os.setsid()
                os.execve(CHROMIUM, [CHROMIUM, *FLAGS, *flags, f"--user-data-dir={profile}", "about:blank"],
                          {"PATH": "/usr/bin:/bin", "HOME": os.path.dirname(profile), "LANG": "C.UTF-8"})
            finally:
                os._exit(127)
        os.close(commands)
        os.close(replies)
        self.buffer, self.events, self.number = b"", [], 0

    def close(self):
        os.close(self.commands)
        os.close(self.replies)
        os.killpg(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)

    def _read(self, deadline):
        """The next message; None when time is up."""
        while b"\0" not in self.buffer:
            if not select.select([self.replies], [], [], max(0, deadline - time.monotonic()))[0]:
                return None
            some = os.read(self.replies, 1 << 20)
            if not some:
                raise EOFError("Chromium is gone")
            self.buffer += some
        message, _, self.buffer = self.buffer.partition(b"\0")
        return json.loads(message)

    def call(self, method, session=None, **parameters):
        """The result of a command; what else comes meanwhile is kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + WAIT_S
        while (reply := self._read(deadline)) is not None:
            if reply.get("id") == self.number:
                if "error" in reply:
                    raise RuntimeError(f"{method}: {reply['error']}")
                return reply["result"]
            self.events.append(reply)
        raise TimeoutError(method)

    def wait(self, session, method, accept=lambda parameters: True, seconds=WAIT_S):
        """The parameters of an event, one that has come already or the next; None when time is up."""
        deadline, at = time.monotonic() + seconds, 0
        while True:
            for at in range(at, len(self.events)):
                event = self.events[at]
                if event.get("method") == method and event.get("sessionId") == session and accept(event["params"]):
                    del self.events[at]
                    return event["params"]
            at = len(self.events)
            message = self._read(deadline)
            if message is None:
                return None
            self.events.append(message)

    def page(self):
        return Page(self)


class Page:
    """One tab."""

    def __init__(self, browser):
        self.browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self.call(f"{domain}.enable")

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def wait(self, method, accept=lambda parameters: True, seconds=WAIT_S):
        return self.browser.wait(self.session, method, accept, seconds)

    def open(self, url, seconds=WAIT_S):
        """Opens a page to its end; Chromium's own error ("net::ERR_...") or None. http is tried as https first."""
        self.browser.events.clear()
        failed = self.call("Page.navigate", url=url).get("errorText")
        assert self.wait("Page.loadEventFired", seconds=seconds) is not None, f"{url} does not finish"
        if url.startswith("http:") and self.url().startswith("chrome-error:"):
            self.wait("Page.loadEventFired", seconds=FALLBACK_S)
        return failed if self.url().startswith("chrome-error:") else None

    def evaluate(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def text(self):
        return self.evaluate("document.documentElement ? document.documentElement.innerText : ''")

    def url(self):
        return self.evaluate("location.href")

    def looks(self, width=1024, height=768, dark=False, language="en-GB"):
        """Sets how wide the window is, the colours, and the language that pages are asked for in."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.call("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})

    def picture(self, path):
        """What is in the window, as a PNG."""
        data = self.call("Page.captureScreenshot", captureBeyondViewport=False)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def whole_picture(self, path, width):
        """The whole page: the window is made as high as that first."""
        height = self.evaluate("document.documentElement.scrollHeight")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.picture(path)

    def accessible(self):
        """(role, name) of what a screen reader meets, in its order."""
        nodes = self.call("Accessibility.getFullAXTree")["nodes"]
        by_id = {node["nodeId"]: node for node in nodes}
        found = []

        def walk(node):
            if not node.get("ignored"):
                found.append((node["role"]["value"], node.get("name", {}).get("value", "")))
            for child in node.get("childIds", []):
                if child in by_id:
                    walk(by_id[child])

        walk(nodes[0])
        return found
