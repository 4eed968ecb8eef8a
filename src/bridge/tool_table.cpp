// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/tool.h"

#include <QCoreApplication>

namespace catamaran::bridge {

namespace {

using Object = Tool::Object;
using When = Tool::When;
using Kind = ToolField::Kind;

QString say(const char *words)
{
    return QCoreApplication::translate("catamaran::bridge::Tool", words);
}

QString word(const char *text)
{
    return QString::fromLatin1(text);
}

ToolField field(const char *id, const QString &label, const QString &hint = {}, Kind kind = Kind::Text)
{
    return {word(id), label, kind, false, hint, {}, {}};
}

ToolField needed(ToolField one, const QString &initial = {})
{
    one.needed = true;
    one.initial = initial;
    return one;
}

ToolField choice(const char *id, const QString &label, const QStringList &choices)
{
    return {word(id), label, Kind::Choice, false, {}, choices, {}};
}

ToolField check(const char *id, const QString &label, const QString &tip)
{
    return {word(id), label, Kind::Check, false, tip, {}, {}};
}

/// Collects tools with the settings that most of them share.
struct Table {
    Object object = Object::Container;
    QList<Tool> list;
    Tool &add(const char *verb, const char *icon, const QString &title, const QString &explanation,
              const char *line, const QList<ToolField> &fields = {})
    {
        Tool tool;
        tool.verb = word(verb);
        tool.object = object;
        tool.icon = word(icon);
        tool.title = title;
        tool.explanation = explanation;
        tool.line = word(line);
        tool.fields = fields;
        list.append(tool);
        return list.last();
    }
    Tool &text(const char *verb, const char *icon, const QString &title, const QString &explanation,
               const char *line, const QList<ToolField> &fields = {})
    {
        Tool &tool = add(verb, icon, title, explanation, line, fields);
        tool.showsText = true;
        return tool;
    }
};

QStringList restartPolicies()
{
    return {QString(), word("no"), word("always"), word("unless-stopped"), word("on-failure")};
}

void addContainers(Table &t)
{
    t.object = Object::Container;
    t.add("rename", "pencil", say("Rename…"), {}, "rename {} {name}",
          {needed(field("name", say("New name")), word("%1"))});
    t.add("update", "gauge", say("Limits…"),
          say("A field that stays empty leaves its limit as it is. It takes effect at once."),
          "update --memory=memory --memory-swap=swap --cpus=cpus --cpuset-cpus=cpuset --pids-limit=pids "
          "--restart=restart {}",
          {field("memory", say("Memory"), word("512m")),
           field("swap", say("Memory and swap"), word("1g, -1")), field("cpus", say("CPUs"), word("1.5")),
           field("cpuset", say("On these CPUs"), word("0-3")),
           field("pids", say("Processes"), word("200, -1")),
           choice("restart", say("Restart policy"), restartPolicies())});
    t.text("top", "list-checks", say("Processes"), {}, "top {}").when = When::Running;
    t.text("diff", "file-code", say("Changes to its files"), {}, "diff {}");
    t.text("port", "plug", say("Ports"), {}, "port {}");
    Tool &signal = t.add("kill", "unplug", say("Send a signal…"), say("To its first process."),
                         "kill --signal=signal {}",
                         {choice("signal", say("Signal"),
                                 {word("HUP"), word("USR1"), word("USR2"), word("INT"), word("QUIT"),
                                  word("TERM"), word("WINCH"), word("CONT"), word("STOP"), word("KILL")})});
    signal.when = When::Running;
    Tool &wait = t.add("wait", "hourglass", say("Tell me when it ends"),
                       say("Waits until it ends and tells its exit code."), "wait {}");
    wait.when = When::Running;
    wait.isLong = true;
    Tool &keep =
        t.add("checkpoint create", "camera", say("Keep a checkpoint…"),
              say("What its processes have in memory is kept by CRIU, and they end. It can go on from "
                  "there later, also after the host was restarted."),
              "checkpoint create --leave-running?running {} {name}",
              {needed(field("name", say("Name of the checkpoint")), word("one")),
               check("running", say("Leave it running"), say("It goes on at once, too."))});
    keep.when = When::Running;
    keep.isLong = true;
    Tool &goOn = t.add(
        "start", "rotate-ccw", say("Go on from a checkpoint…"),
        say("Its processes have the memory again that they had then. Its files are as they are "
            "now, and open connections are closed."),
        "start --checkpoint=name {}", {needed(field("name", say("Name of the checkpoint")), word("one"))});
    goOn.when = When::Stopped;
    goOn.isLong = true;
    t.text("checkpoint ls", "list-checks", say("Its checkpoints"), {}, "checkpoint ls {}");
    Tool &forget =
        t.add("checkpoint rm", "trash-2", say("Remove a checkpoint…"), {}, "checkpoint rm {} {name}",
              {needed(field("name", say("Name of the checkpoint")), word("one"))});
    forget.isDanger = true;
    for (Tool &one : t.list) {
        if (one.verb.startsWith(word("checkpoint")) || one.verb == word("start"))
            one.group = say("Checkpoints");
    }
    t.add("commit", "layers", say("Make an image of it…"),
          say("Its changed files and its configuration become an image. What is in volumes is not part of "
              "it."),
          "commit --author=author --message=message --change=change {} {tag}",
          {field("tag", say("Name of the image"), word("localhost/name:tag")),
           field("message", say("Message")), field("author", say("Author")),
           field("change", say("Instruction"), word("CMD [\"/bin/app\"]"))})
        .isLong = true;
    t.add("export", "archive", say("Export its files…"),
          say("Writes its file system as one tar, without what is mounted in it."), "export --output=file {}",
          {needed(field("file", say("To the file"), {}, Kind::SaveFile), word("%1.tar"))})
        .isLong = true;
}

void addImages(Table &t)
{
    t.object = Object::Image;
    t.add("tag", "tag", say("Give it a further name…"), {}, "tag {} {tag}",
          {needed(field("tag", say("Name"), word("registry.example/name:tag")))});
    t.add("create", "box", say("Make a container, do not start it…"), {}, "create --name=name {} {*command}",
          {field("name", say("Name")), field("command", say("Command"), say("the image's own"))});
    t.add("push", "upload", say("Push…"), say("Sends the image to the registry that its name says."),
          "push --all-tags?all {}",
          {check("all", say("All tags of this name"), say("Every tag that this computer has of it"))})
        .isLong = true;
    t.add("save", "archive", say("Save as an archive…"),
          say("A tar that docker, podman and every reader of OCI layouts takes; digests stay."),
          "save --output=file {}",
          {needed(field("file", say("To the file"), {}, Kind::SaveFile), word("image.tar"))})
        .isLong = true;
    t.text("history", "history", say("History"), {}, "history {}");
    t.text("image diff", "columns-2", say("Compare with another image…"),
           say("Configuration, packages and files that differ."), "image diff {} {other}",
           {needed(field("other", say("Other image"), word("name:tag")))})
        .isLong = true;
    t.text("image inspect", "file-json", say("Inspect"), {}, "image inspect {}");
    t.add("sbom", "package", say("Save the list of packages…"), say("A bill of materials."),
          "sbom --format=format --output=file {}",
          {choice("format", say("Format"), {word("spdx"), word("cyclonedx"), word("text")}),
           needed(field("file", say("To the file"), {}, Kind::SaveFile), word("packages.json"))})
        .isLong = true;
    t.text("manifest inspect", "globe", say("Manifest in the registry"),
           say("Asks the registry for it; nothing is fetched besides."),
           "manifest inspect --insecure?plain {}",
           {check("plain", say("Without checking its certificate"), say("For a registry of your own"))});
    t.add("vm warm create", "monitor", say("Keep VMs of it ready…"),
          say("Boots a template once; VMs of this image then start from a copy of its memory."),
          "vm warm create --spares=spares {}", {field("spares", say("Spare VMs"), word("1"))})
        .isLong = true;
}

void addVms(Table &t)
{
    t.object = Object::Vm;
    t.add("vm rename", "pencil", say("Rename…"), {}, "vm rename {} {name}",
          {needed(field("name", say("New name")), word("%1"))});
    t.add("vm edit", "gauge", say("CPUs, memory, ports…"),
          say("What a running VM cannot change takes effect at its next start."),
          "vm edit --cpus=cpus --memory=memory --publish=publish --unpublish=unpublish {}",
          {field("cpus", say("CPUs"), word("2")), field("memory", say("Memory"), word("2g")),
           field("publish", say("Publish a port"), word("8080:80")),
           field("unpublish", say("No longer publish"), word("8080"))});
    t.text("vm top", "list-checks", say("Processes"), {}, "vm top {}").when = When::Running;
    t.text("vm boot", "timer", say("Steps of its first boot"), {}, "vm boot {}");
    Tool &wait = t.add("vm wait", "hourglass", say("Tell me when it ends"),
                       say("Waits until it stops and tells its exit code."), "vm wait {}");
    wait.when = When::Running;
    wait.isLong = true;
    Tool &save = t.add("vm save", "save", say("Save its memory and switch it off"),
                       say("The next start goes on where it was."), "vm save {}");
    save.when = When::Running;
    save.isLong = true;
    Tool &restore = t.add(
        "vm restore", "play", say("Go on from its saved memory…"), {}, "vm restore --discard?discard {}",
        {check("discard", say("Forget the saved memory instead"), say("The next start boots it"))});
    restore.when = When::Stopped;
    restore.isLong = true;
    t.add("vm autostart", "rotate-cw", say("Start with this computer…"), {}, "vm autostart --disable?off {}",
          {check("off", say("No longer"), say("It starts only when somebody starts it"))});
    Tool &clone =
        t.add("vm clone", "copy-plus", say("Clone…"), say("Copy-on-write disks and an identity of its own."),
              "vm clone {} {name}", {needed(field("name", say("Name of the clone")), word("%1-copy"))});
    clone.when = When::Stopped;
    clone.isLong = true;
    Tool &write = t.add("vm export", "archive", say("Export its disk…"),
                        say("The ending of the name says the format: .qcow2, .raw or .ova."),
                        "vm export --output=file {}",
                        {needed(field("file", say("To the file"), {}, Kind::SaveFile), word("%1.qcow2"))});
    write.when = When::Stopped;
    write.isLong = true;
    Tool &shot =
        t.add("vm screenshot", "camera", say("Picture of its screen…"), {}, "vm screenshot --output=file {}",
              {needed(field("file", say("To the file"), {}, Kind::SaveFile), word("%1.png"))});
    shot.when = When::Running;
    t.add("vm cp", "upload", say("Copy files out of it…"), say("Drop files on it to copy them in."),
          "vm cp {}:{inside} {folder}",
          {needed(field("inside", say("Path in the VM"), word("/var/log"))),
           needed(field("folder", say("To the folder"), {}, Kind::Folder))})
        .when = When::Running;
    t.text("vm disk ls", "hard-drive", say("Disks"), {}, "vm disk ls {}");
    t.add("vm disk add", "plus", say("Add a disk…"), say("A new one, or a file that is there."),
          "vm disk add --size=size --file=file --read-only?readonly {}",
          {field("size", say("Size"), word("10g")), field("file", say("File"), {}, Kind::OpenFile),
           check("readonly", say("Read only"), say("The guest cannot write to it"))});
    t.add("vm disk resize", "maximize-2", say("Enlarge a disk…"), {}, "vm disk resize {} {target} {size}",
          {needed(field("target", say("Disk"), word("vda")), word("vda")),
           needed(field("size", say("New size"), word("20g")))});
    Tool &out =
        t.add("vm disk rm", "trash-2", say("Take a disk out…"), {}, "vm disk rm --erase?erase {} {target}",
              {needed(field("target", say("Disk"), word("vdb"))),
               check("erase", say("Delete its file"), say("Only one that Catamaran made"))});
    out.isDanger = true;
    t.text("vm share ls", "folder", say("Shared folders"), {}, "vm share ls {}");
    Tool &share =
        t.add("vm share add", "folder-open", say("Share a folder…"), say("The guest mounts it by its tag."),
              "vm share add --read-only?readonly {} {folder} {tag}",
              {needed(field("folder", say("Folder"), {}, Kind::Folder)),
               needed(field("tag", say("Tag"), word("data"))),
               check("readonly", say("Read only"), say("The guest cannot write to it"))});
    share.when = When::Stopped;
    t.add("vm share rm", "x", say("Share a folder no longer…"), {}, "vm share rm {} {tag}",
          {needed(field("tag", say("Tag")))});
}

void addPlaces(Table &t)
{
    t.object = Object::Volume;
    t.text("volume inspect", "file-json", say("Inspect"), {}, "volume inspect {}");
    t.object = Object::Network;
    t.text("network inspect", "file-json", say("Inspect"), {}, "network inspect {}");
}

void addMachine(Table &t)
{
    t.object = Object::Machine;
    t.add("load", "archive-restore", say("Load images of an archive…"), say("What “save” wrote."),
          "load --input=file", {needed(field("file", say("Archive"), {}, Kind::OpenFile))})
        .isLong = true;
    t.add("import", "file-archive", say("Import a file system…"),
          say("A tar with a root file system becomes an image of one layer."),
          "import --message=message {file} {tag}",
          {needed(field("file", say("Archive"), {}, Kind::OpenFile)),
           field("tag", say("Name of the image"), word("localhost/name:tag")),
           field("message", say("Message"))})
        .isLong = true;
    t.add("image bootstrap", "package", say("Make a base image…"),
          say("From packages of the distribution, without a registry. It takes a while."),
          "image bootstrap --tag=tag {kind}",
          {choice("kind", say("Kind"), {word("busybox"), word("debian")}),
           field("tag", say("Name of the image"), word("busybox:latest"))})
        .isLong = true;
    t.text("search", "search", say("Search a registry…"), {}, "search {term}",
           {needed(field("term", say("Search for"), word("nginx, registry.example/team")))});
    t.add("login", "keyboard", say("Log in to a registry…"),
          say("The password goes to a credential helper or the kernel's keyring, never into the line."),
          "login --username=user {server}",
          {needed(field("server", say("Registry"), word("registry.example"))),
           needed(field("user", say("User"))), needed(field("password", say("Password"), {}, Kind::Secret))});
    t.add("logout", "x", say("Log out of a registry…"), {}, "logout {server}",
          {needed(field("server", say("Registry"), word("registry.example")))});
    t.add("image prune", "trash-2", say("Remove unused images…"), {}, "image prune --force --all?all",
          {check("all", say("Named ones too"),
                 say("All that no container uses, not only those without a "
                     "name"))})
        .isDanger = true;
    t.add("network prune", "trash-2", say("Remove unused networks"),
          say("Networks of your own that no container is on, running or not."), "network prune --force")
        .isDanger = true;
    t.add("network reconcile", "wrench", say("Repair links and firewall rules"),
          say("Brings them back to what is recorded, after somebody has flushed the firewall."),
          "network reconcile");
    t.add("vm launch", "monitor", say("New VM of a disk…"),
          say("A cloud image, another disk or an installer (ISO) becomes a VM."),
          "vm launch --name=name --disk=disk --iso=iso --disk-size=size --memory=memory --cpus=cpus "
          "--publish=publish --cloud-init=seed --detach",
          {needed(field("name", say("Name"))), field("disk", say("Disk image"), {}, Kind::OpenFile),
           field("iso", say("Installer (ISO)"), {}, Kind::OpenFile),
           field("size", say("Size of the disk"), word("16g")), field("memory", say("Memory"), word("1g")),
           field("cpus", say("CPUs"), word("1")), field("publish", say("Publish a port"), word("8080:80")),
           field("seed", say("Cloud-init"), {}, Kind::OpenFile)})
        .isLong = true;
    t.text("vm warm ls", "monitor", say("VMs that are kept ready"), {}, "vm warm ls");
    t.add("vm warm rm", "trash-2", say("Remove VMs that are kept ready"), say("Templates and spare VMs."),
          "vm warm rm")
        .isDanger = true;
    t.text("vm kernel ls", "cpu", say("Kernels of light VMs"), {}, "vm kernel ls");
    t.add("vm kernel import", "download", say("Import a kernel for light VMs…"),
          say("A kernel package of the distribution (.deb)."), "vm kernel import {file}",
          {needed(field("file", say("Package"), {}, Kind::OpenFile))})
        .isLong = true;
}

} // namespace

QList<Tool> tools()
{
    Table table;
    addContainers(table);
    addVms(table);
    for (Tool &tool : table.list) {
        if (tool.verb == QLatin1String("update") || tool.verb == QLatin1String("vm edit"))
            tool.action = say("Change");
        if (tool.verb.startsWith(QLatin1String("vm disk")) || tool.verb.startsWith(QLatin1String("vm share")))
            tool.group = say("Disks and folders");
    }
    addImages(table);
    addPlaces(table);
    addMachine(table);
    return table.list;
}

} // namespace catamaran::bridge
