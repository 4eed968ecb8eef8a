// SPDX-License-Identifier: GPL-3.0-or-later
// completion bash|zsh|fish, and __complete, which the scripts ask.
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"

#include <algorithm>
#include <set>

namespace catamaran::cli {

namespace {

constexpr const char *kBash = R"(# bash completion for catamaran
_catamaran() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done < <(catamaran __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    if [ ${#COMPREPLY[@]} -eq 0 ]; then
        compopt -o default 2>/dev/null
    fi
}
complete -F _catamaran catamaran
)";

constexpr const char *kZsh = R"(#compdef catamaran
# zsh completion for catamaran
_catamaran() {
    local -a found
    found=("${(@f)$(catamaran __complete "${(@)words[2,$CURRENT]}" 2>/dev/null)}")
    if [ -n "${found[1]}" ]; then
        compadd -- "${found[@]}"
    else
        _files
    fi
}
# Loaded from fpath, this file is the function itself at the first press of Tab; sourced, it has to be made known.
if [ "$funcstack[1]" = _catamaran ]; then
    _catamaran "$@"
else
    compdef _catamaran catamaran
fi
)";

constexpr const char *kFish = R"(# fish completion for catamaran
function __catamaran_complete
    set -l words (commandline -opc) (commandline -ct)
    catamaran __complete $words[2..-1] 2>/dev/null
end
complete -c catamaran -a '(__catamaran_complete)'
)";

/// What kind of names a verb's arguments are.
enum class Names { None, Containers, Images, Volumes, Networks, Anything };

Names namesOf(const std::string &verb)
{
    static const std::set<std::string> kContainers = {
        "start", "stop", "restart", "kill", "rm",     "wait", "pause",  "unpause", "rename", "port",
        "logs",  "exec", "stats",   "top",  "attach", "diff", "commit", "export",  "update", "cp"};
    static const std::set<std::string> kImages = {"run",     "create", "rmi",  "tag",
                                                  "history", "push",   "save", "image inspect"};
    if (kContainers.contains(verb))
        return Names::Containers;
    if (kImages.contains(verb))
        return Names::Images;
    if (verb.starts_with("volume ") && verb != "volume ls" && verb != "volume create" &&
        verb != "volume prune")
        return Names::Volumes;
    if (verb.starts_with("network ") && verb != "network ls" && verb != "network create")
        return Names::Networks;
    return verb == "inspect" ? Names::Anything : Names::None;
}

void addNames(Session &session, Names names, std::set<std::string> &into)
{
    if (names == Names::None)
        return;
    const auto engine = session.engine();
    if (!engine)
        return;
    const bool all = names == Names::Anything;
    if (all || names == Names::Containers) {
        if (const auto list = (*engine)->containers(true)) {
            for (const auto &container : *list)
                into.insert(container.name);
        }
    }
    if (all || names == Names::Images) {
        if (const auto list = (*engine)->images().list()) {
            for (const auto &image : *list)
                into.insert(image.tags.begin(), image.tags.end());
        }
    }
    if (all || names == Names::Volumes) {
        if (const auto list = (*engine)->volumes().list(engine::VolumeService::Sizes::No)) {
            for (const auto &volume : *list)
                into.insert(volume.name);
        }
    }
    if (all || names == Names::Networks) {
        if (const auto list = (*engine)->networks().list()) {
            for (const auto &network : *list)
                into.insert(network.name);
        }
    }
}

/// The words are those behind "catamaran"; the last one is being typed.
int complete(Invocation &call, const Registry &registry)
{
    std::vector<std::string> words = call.arguments;
    const std::string typed = words.empty() ? std::string() : words.back();
    if (!words.empty())
        words.pop_back();
    std::string name;
    std::size_t used = 0;
    const Verb *verb = nullptr;
    while (used < words.size() && !words[used].starts_with('-')) {
        name += (name.empty() ? "" : " ") + words[used++];
        verb = registry.find(name);
        if (verb || !registry.isGroup(name))
            break;
    }
    std::set<std::string> found;
    if (!verb) {
        const std::string prefix = name.empty() ? std::string() : name + " ";
        for (const std::string &known : registry.names()) {
            if (known.starts_with(prefix) && !known.starts_with("__"))
                found.insert(known.substr(prefix.size(), known.find(' ', prefix.size()) - prefix.size()));
        }
    } else if (typed.starts_with('-')) {
        std::vector<FlagSet::Description> flags;
        Invocation ask{call.session, "catamaran " + name, verb->usage, verb->about, {}, &flags};
        (void)verb->run(ask);
        for (const FlagSet::Description &flag : flags) {
            found.insert("--" + flag.name);
            if (flag.letter != 0)
                found.insert(std::string("-") + flag.letter);
        }
    } else {
        addNames(call.session, namesOf(verb->name), found);
    }
    std::string text;
    for (const std::string &word : found) {
        if (word.starts_with(typed))
            text += word + "\n";
    }
    print(text);
    return 0;
}

int completion(Invocation &call)
{
    FlagSet flags;
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {1, 1}, arguments))
        return *code;
    if (arguments[0] == "bash")
        print(kBash);
    else if (arguments[0] == "zsh")
        print(kZsh);
    else if (arguments[0] == "fish")
        print(kFish);
    else
        return failWith(
            base::Error(base::Errc::InvalidArgument, "no completion for the shell " + arguments[0])
                .withFix("There is one for bash, zsh and fish."));
    return 0;
}

} // namespace

void addCompletion(Registry &registry)
{
    registry.add({"completion", "Commands", "bash|zsh|fish",
                  "Print a script that lets your shell complete catamaran's words", completion});
    registry.add({"__complete", "", "WORD...", "", [](Invocation &call) {
                      // A registry of its own: the one of the program is still being made here.
                      return complete(call, makeRegistry());
                  }});
}

} // namespace catamaran::cli
