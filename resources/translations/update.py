#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes up the texts of the sources into the .ts files, and keeps what is translated.

    resources/translations/update.py            rewrites the files
    resources/translations/update.py --check [--allow N]    changes nothing; names what they lack; exit code 1 if any
                                                lacks more than N (0)

lupdate (qt6-l10n-tools) finds the texts of tr(). Of Qt 6.4 it does not read `namespace a::b {`, so its contexts get
their namespace here; and it does not see through functions such as translated(), which are read here.
"""
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
WRAPPER = re.compile(r'QCoreApplication::translate\(\s*"([\w:]+)",\s*(\w+)\s*(?:,|\))')


def unescape(text):
    def one(match):
        code = match.group(1)
        if code[0] in "uU":
            return chr(int(code[1:], 16))
        return {"n": "\n", "t": "\t"}.get(code, code)
    return re.sub(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", one, text)


def sources():
    for base in ("ui", "src/bridge", "src/app"):
        for folder, _, names in os.walk(os.path.join(ROOT, base)):
            for name in sorted(names):
                if name.endswith((".cpp", ".h")):
                    yield os.path.join(folder, name)


def call_arguments(text, start):
    """The text between the parenthesis before `start` and the one that closes it."""
    depth, i = 1, start
    while i < len(text) and depth:
        if text[i] == '"':
            i = LITERAL.match(text, i).end()
            continue
        depth += {"(": 1, ")": -1}.get(text[i], 0)
        i += 1
    return text[start:i - 1]


def joined_literals(text):
    """Adjacent literals are one text; others (a ? "x" : "y") are several."""
    out, end = [], None
    for match in LITERAL.finditer(text):
        if end is not None and not text[end:match.start()].strip():
            out[-1] += unescape(match.group(1))
        else:
            out.append(unescape(match.group(1)))
        end = match.end()
    return out


def through_wrappers():
    """(context, text) of functions that hand their argument to QCoreApplication::translate, and of that itself."""
    for path in sources():
        text = open(path, encoding="utf-8").read()
        for match in re.finditer(r'(?:QCoreApplication::translate|QT_TRANSLATE_NOOP)\(\s*"([\w:]+)",\s*(?=")', text):
            yield match.group(1), joined_literals(call_arguments(text, match.end()))[0]
        for match in WRAPPER.finditer(text):
            head = text[:match.start()]
            found = re.findall(r"(?:QString (\w+)\(const char \*\w+\)|auto (\w+) = \[[^\]]*\]\(const char \*\w+\))", head)
            if not found or match.group(2) in ("nullptr",):
                continue
            name = found[-1][0] or found[-1][1]
            for call in re.finditer(r"(?<![\w:.>])%s\(" % name, text):
                arguments = call_arguments(text, call.end())
                # Not the arguments of what is called inside.
                for literal in joined_literals(re.sub(r"QStringLiteral\([^)]*\)|QLatin1(?:String|Char)\([^)]*\)", "", arguments)):
                    yield match.group(1), literal


def lambdas():
    """Files whose tr() is a function of their own: lupdate takes it for that of a class."""
    return {p for p in sources() if "auto tr = [](const char" in open(p, encoding="utf-8").read()}


def namespace_of():
    out = {}
    for path in sources():
        space = "catamaran::bridge" if "/src/bridge/" in path else "catamaran::ui"
        for name in re.findall(r"^(?:class|struct) (\w+)", open(path, encoding="utf-8").read(), re.M):
            out.setdefault(name, space)
    return out


def extracted():
    """{(context, source)} of the sources, in order; the value tells whether it has plural forms."""
    spaces = namespace_of()
    own = lambdas()
    with tempfile.TemporaryDirectory() as folder:
        ts = os.path.join(folder, "fresh.ts")
        tool = next(t for t in ("/usr/lib/qt6/bin/lupdate", "lupdate") if os.path.exists(t) or "/" not in t)
        subprocess.run([tool, "-silent", "-no-obsolete", "-locations", "none"] +
                       [p for p in sources() if p not in own] + ["-ts", ts], check=True, cwd=ROOT,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        out = {}
        for context in ET.parse(ts).getroot().iter("context"):
            name = context.findtext("name")
            if not name.startswith("catamaran::"):
                name = spaces.get(name, "catamaran::ui") + "::" + name
            for message in context.iter("message"):
                out[(name, message.findtext("source"))] = message.get("numerus") == "yes"
    for key in through_wrappers():
        out.setdefault(key, False)
    for path in own:  # member functions beside such a lambda
        text = open(path, encoding="utf-8").read()
        for match in re.finditer(r"^\S[^\n]*?\b(\w+)::~?\w+\([^;]*?\n\{.*?^\}", text, re.M | re.S):
            body = match.group(0)
            if "auto tr = [](const char" in body:
                continue
            for call in re.finditer(r"(?<![\w:.>])tr\(", body):
                for literal in joined_literals(call_arguments(body, call.end()))[:1]:
                    out.setdefault((spaces.get(match.group(1), "catamaran::ui") + "::" + match.group(1), literal), False)
    return dict(sorted(out.items(), key=lambda item: item[0][0]))


def read(path):
    """{(context, source): translation}, a list of forms where there are plurals; unfinished ones are left out."""
    out = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            node = message.find("translation")
            if node is None or node.get("type") == "unfinished":
                continue
            forms = [n.text or "" for n in node.iter("numerusform")]
            if forms or node.text:
                out[(context.findtext("name"), message.findtext("source"))] = forms or node.text
    return out


FORMS = {"de": 2, "zh_CN": 1, "ar": 6}


def write(path, language, texts, known):
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>",
             '<TS version="2.1" language="%s" sourcelanguage="en">' % language]
    last, open_count = None, 0
    for (context, source), plural in texts.items():
        if context != last:
            if last is not None:
                lines.append("    </context>")
            lines += ["    <context>", "        <name>%s</name>" % escape(context)]
            last = context
        forms = known.get((context, source))
        open_count += forms is None
        kind = '' if forms is not None else ' type="unfinished"'
        lines.append('        <message numerus="yes">' if plural else "        <message>")
        lines.append("            <source>%s</source>" % escape(source))
        if plural:
            forms = forms if isinstance(forms, list) else [forms or ""] * FORMS[language]
            lines.append("            <translation%s>" % kind)
            lines += ["                <numerusform>%s</numerusform>" % escape(f) for f in forms]
            lines.append("            </translation>")
        else:
            text = escape(forms or "")
            lines.append("            <translation%s>%s</translation>" % (kind, text))
        lines.append("        </message>")
    lines += ["    </context>", "</TS>", ""]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    return open_count


def main():
    texts = extracted()
    check = sys.argv[1:2] == ["--check"]
    allowed = int(sys.argv[3]) if sys.argv[2:3] == ["--allow"] else 0
    code = 0
    for language in FORMS:
        path = os.path.join(HERE, "catamaran_%s.ts" % language)
        known = read(path)
        missing = [key for key in texts if key not in known]
        if check:
            for context, source in missing:
                print("%s: %s: %s" % (language, context, source.replace("\n", "\\n")))
            code = code or int(len(missing) > allowed)
        else:
            # A text that moved to another class keeps its words.
            words = {}
            for (_, source), forms in known.items():
                words.setdefault(source, forms)
            for key in missing:
                if key[1] in words:
                    known[key] = words[key[1]]
            write(path, language, texts, known)
            missing = [key for key in texts if key not in known]
        print("%s: %d texts, %d without a translation" % (language, len(texts), len(missing)))
    return code


if __name__ == "__main__":
    sys.exit(main())
