// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/man_pages.h"

#include "engine/base/file.h"
#include "src/cli/verb_table.h"

#include <algorithm>
#include <fmt/format.h>

namespace catamaran::cli {

namespace {

/// Text for man(7): a hyphen that stays one when copied, and no line that looks like a request.
std::string roff(const std::string &text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n'))
            out += std::string("\\&") + c;
        else
            out += c;
    }
    return out;
}

std::string dashed(std::string words)
{
    std::replace(words.begin(), words.end(), ' ', '-');
    return words;
}

std::string upper(std::string text)
{
    for (char &c : text)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

std::string heading(const std::string &page, const std::string &about)
{
    return fmt::format(".TH \"{}\" \"1\" \"\" \"Catamaran {}\" \"User Commands\"\n.SH NAME\n{} \\- {}\n",
                       upper(roff(page)), CATAMARAN_VERSION, roff(page), roff(about));
}

std::string options(const std::vector<FlagSet::Description> &flags)
{
    std::string text;
    for (const FlagSet::Description &flag : flags) {
        std::string names = flag.letter ? fmt::format("\\fB\\-{}\\fR, ", flag.letter) : "";
        names += fmt::format("\\fB\\-\\-{}\\fR", roff(flag.name));
        if (!flag.placeholder.empty())
            names += fmt::format(" \\fI{}\\fR", roff(flag.placeholder));
        text += fmt::format(".TP\n{}\n{}", names, flag.help.empty() ? "\\&" : roff(flag.help));
        text += flag.initial.empty() ? ".\n" : fmt::format(" (default: {}).\n", roff(flag.initial));
    }
    return text;
}

constexpr const char *kExitStatus = R"(.SH EXIT STATUS
0 on success. 1 when the verb failed, 125 when a container could not be made or started, 126 when its command
cannot be executed, 127 when its command is not there, else what the container's process ended with (128 and the
signal's number for one that a signal ended).
)";

constexpr const char *kSurroundings = R"(.SH ENVIRONMENT
.TP
\fBCATAMARAN_ROOT\fR
The state directory (default: \fI/var/lib/catamaran\fR as root, \fI~/.local/share/catamaran\fR else).
.TP
\fBCATAMARAN_RUN\fR
Where sockets and locks are (default: \fI/run/catamaran\fR as root, \fI$XDG_RUNTIME_DIR/catamaran\fR else).
.TP
\fBCATAMARAN_REGISTRIES\fR
The file with the settings of registries: mirrors, certificates, plain HTTP.
.TP
\fBCATAMARAN_LIBVIRT_URI\fR
The libvirt connection of virtual machines.
.TP
\fBDOCKER_CONFIG\fR
Directory of docker's config.json, whose credentials and credential helpers are used too.
.TP
\fBNO_COLOR\fR
No colours when set.
.SH SEE ALSO
\fBcatamaran\-desktop\fR(1), \fBdocker\fR(1), \fBvirsh\fR(1)
)";

std::string verbPage(Session &session, const Registry &registry, const Verb &verb)
{
    const std::string page = "catamaran-" + dashed(verb.name);
    std::string text = heading(page, verb.about) + fmt::format(".SH SYNOPSIS\n\\fBcatamaran {}\\fR {}\n",
                                                               roff(verb.name), roff(verb.usage));
    std::string others;
    for (const auto &[other, name] : registry.aliases()) {
        if (name == verb.name)
            others += fmt::format("{}\\fBcatamaran {}\\fR", others.empty() ? "" : ", ", roff(other));
    }
    if (!others.empty())
        text += ".PP\nThe same: " + others + "\n";
    if (const std::string flags = options(describeVerb(session, verb)); !flags.empty())
        text += ".SH OPTIONS\n" + flags;
    return text + kExitStatus + ".SH SEE ALSO\n\\fBcatamaran\\fR(1)\n";
}

std::string programPage(const std::vector<const Verb *> &verbs)
{
    std::string text = heading("catamaran", "containers and light virtual machines side by side");
    text += ".SH SYNOPSIS\n\\fBcatamaran\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]\n"
            ".SH DESCRIPTION\nRuns containers with an engine of its own, without a daemon, and light virtual "
            "machines through libvirt. The verbs and their options are docker\\(aqs. Each has a page of its "
            "own.\n"
            ".SH COMMANDS\n";
    for (const Verb *verb : verbs)
        text +=
            fmt::format(".TP\n\\fBcatamaran\\-{}\\fR(1)\n{}.\n", roff(dashed(verb->name)), roff(verb->about));
    return text + kExitStatus + kSurroundings;
}

} // namespace

std::vector<ManPage> manPages(Session &session, const Registry &registry)
{
    const std::vector<const Verb *> verbs = shownVerbs(registry);
    std::vector<ManPage> pages{{"catamaran.1", programPage(verbs)}};
    for (const Verb *verb : verbs)
        pages.push_back({"catamaran-" + dashed(verb->name) + ".1", verbPage(session, registry, *verb)});
    return pages;
}

int writeManPages(Session &session, const Registry &registry, const std::string &directory)
{
    if (const auto made = base::makeDirectories(directory); !made)
        return failWith(made.error());
    for (const ManPage &page : manPages(session, registry)) {
        if (const auto written = base::writeFileAtomic(directory + "/" + page.file, page.text); !written)
            return failWith(written.error());
    }
    return 0;
}

} // namespace catamaran::cli
