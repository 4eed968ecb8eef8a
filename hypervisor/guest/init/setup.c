// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "init.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <net/route.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int fieldText(const struct ct_frame *frame, int tag, char *out, size_t size)
{
    struct ct_cursor cursor = ct_fields(frame);
    struct ct_field field;
    while (ct_field_next(&cursor, &field) == 1) {
        if (field.tag != tag)
            continue;
        if (field.size >= size)
            return -1;
        memcpy(out, field.data, field.size);
        out[field.size] = 0;
        return 0;
    }
    out[0] = 0;
    return 0;
}

int mountBasics(const char **what)
{
    mkdir("/proc", 0555);
    mkdir("/sys", 0555);
    mkdir("/dev", 0755);
    *what = "mount /dev";
    if (mount("dev", "/dev", "devtmpfs", MS_NOSUID, "mode=0755") != 0 && errno != EBUSY)
        return -1;
    *what = "mount /proc";
    if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) != 0)
        return -1;
    *what = "mount /sys";
    if (mount("sysfs", "/sys", "sysfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) != 0)
        return -1;
    return 0;
}

int loadModules(const char *listPath)
{
    char list[4096];
    if (readSmall(listPath, list, sizeof list) < 0)
        return 0; /* everything is built in */
    int failed = 0;
    for (char *name = strtok(list, "\n"); name != NULL; name = strtok(NULL, "\n")) {
        char path[512];
        snprintf(path, sizeof path, "/ct/modules/%s", name);
        const int fd = open(path, O_RDONLY | O_CLOEXEC);
        /* 4 = MODULE_INIT_COMPRESSED_FILE, for kernels whose modules are .ko.xz or .ko.zst */
        const int flags = strcmp(name + (strlen(name) > 3 ? strlen(name) - 3 : 0), ".ko") == 0 ? 0 : 4;
        if (fd < 0 || (syscall(SYS_finit_module, fd, "", flags) != 0 && errno != EEXIST)) {
            say("catamaran: module %s: %s", name, strerror(errno));
            failed = 1;
        }
        if (fd >= 0)
            close(fd);
        unlink(path);
    }
    return failed ? -1 : 0;
}

static int openPortOnce(const char *name)
{
    DIR *directory = opendir("/sys/class/virtio-ports");
    if (directory == NULL)
        return -1;
    int fd = -1;
    const struct dirent *entry;
    while (fd < 0 && (entry = readdir(directory)) != NULL) {
        char path[512];
        char text[128];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "/sys/class/virtio-ports/%s/name", entry->d_name);
        if (readSmall(path, text, sizeof text) < 0)
            continue;
        text[strcspn(text, "\n")] = 0;
        if (strcmp(text, name) != 0)
            continue;
        snprintf(path, sizeof path, "/dev/%s", entry->d_name);
        fd = open(path, O_RDWR | O_CLOEXEC);
    }
    closedir(directory);
    return fd;
}

int openPort(const char *name, int timeoutMs)
{
    const int64_t end = nowNs() + (int64_t)timeoutMs * 1000000;
    for (;;) {
        const int fd = openPortOnce(name);
        if (fd >= 0 || nowNs() > end)
            return fd;
        const struct timespec pause = {0, 500000};
        nanosleep(&pause, NULL);
    }
}

static int raiseLink(int fd, const char *name)
{
    struct ifreq request;
    memset(&request, 0, sizeof request);
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    if (ioctl(fd, SIOCGIFFLAGS, &request) != 0)
        return -1;
    request.ifr_flags = (short)(request.ifr_flags | IFF_UP | IFF_RUNNING);
    return ioctl(fd, SIOCSIFFLAGS, &request);
}

static void setAddress(struct sockaddr *to, uint32_t networkOrder)
{
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = networkOrder;
    memcpy(to, &address, sizeof address);
}

static int configureLink(int fd, const char *name, const char *address, unsigned prefix, const char *gateway)
{
    struct ifreq request;
    struct in_addr value;
    memset(&request, 0, sizeof request);
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    if (inet_pton(AF_INET, address, &value) != 1 || prefix < 1 || prefix > 32) {
        errno = EINVAL;
        return -1;
    }
    setAddress(&request.ifr_addr, value.s_addr);
    if (ioctl(fd, SIOCSIFADDR, &request) != 0)
        return -1;
    setAddress(&request.ifr_netmask, htonl(0xffffffffU << (32 - prefix)));
    if (ioctl(fd, SIOCSIFNETMASK, &request) != 0 || raiseLink(fd, name) != 0)
        return -1;
    if (gateway[0] == 0)
        return 0;
    struct rtentry route;
    memset(&route, 0, sizeof route);
    if (inet_pton(AF_INET, gateway, &value) != 1) {
        errno = EINVAL;
        return -1;
    }
    setAddress(&route.rt_gateway, value.s_addr);
    setAddress(&route.rt_dst, 0);
    setAddress(&route.rt_genmask, 0);
    route.rt_flags = RTF_UP | RTF_GATEWAY;
    return ioctl(fd, SIOCADDRT, &route);
}

static void setMac(int fd, const struct ct_frame *frame)
{
    struct ct_cursor cursor = ct_fields(frame);
    struct ct_field field;
    struct ifreq request;
    while (ct_field_next(&cursor, &field) == 1) {
        if (field.tag != CT_TAG_MAC || field.size != 6)
            continue;
        memset(&request, 0, sizeof request);
        strcpy(request.ifr_name, "eth0");
        request.ifr_hwaddr.sa_family = ARPHRD_ETHER;
        memcpy(request.ifr_hwaddr.sa_data, field.data, 6);
        ioctl(fd, SIOCSIFHWADDR, &request);
    }
}

/* /etc files that docker, too, puts over those of the image. */
static void writeNames(const char *hostname, const char *address, const char *dns, const char *hosts)
{
    char text[512];
    mkdir("/etc", 0755);
    snprintf(text, sizeof text, "%s\n", hostname);
    writeSmall("/etc/hostname", text, 0);
    snprintf(text, sizeof text, "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n%s\t%s\n",
             address[0] != 0 ? address : "127.0.1.1", hostname);
    writeSmall("/etc/hosts", text, 0);
    if (hosts[0] != 0)
        writeSmall("/etc/hosts", hosts, 1);
    if (dns[0] != 0) {
        snprintf(text, sizeof text, "nameserver %s\n", dns);
        unlink("/etc/resolv.conf"); /* often a dangling link */
        writeSmall("/etc/resolv.conf", text, 0);
    }
}

int configureNetwork(const struct ct_frame *frame, const char **what)
{
    static char hosts[32768];
    static char present[64];
    char hostname[65], address[64], gateway[64], dns[64];
    *what = "read the network settings";
    if (fieldText(frame, CT_TAG_HOSTNAME, hostname, sizeof hostname) != 0 ||
        fieldText(frame, CT_TAG_ADDRESS, address, sizeof address) != 0 ||
        fieldText(frame, CT_TAG_GATEWAY, gateway, sizeof gateway) != 0 ||
        fieldText(frame, CT_TAG_DNS, dns, sizeof dns) != 0 ||
        fieldText(frame, CT_TAG_HOSTS, hosts, sizeof hosts) != 0) {
        errno = EINVAL;
        return -1;
    }
    if (hostname[0] != 0)
        sethostname(hostname, strlen(hostname));
    const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    *what = "open a socket";
    if (fd < 0)
        return -1;
    int result = 0;
    /* A spare was told its address before its name. */
    const int same = present[0] != 0 && strcmp(present, address) == 0;
    if (!same) {
        raiseLink(fd, "lo");
        setMac(fd, frame);
    }
    if (address[0] != 0 && !same) {
        *what = "set the address of eth0";
        result = configureLink(fd, "eth0", address, (unsigned)ct_number(frame, CT_TAG_PREFIX, 24), gateway);
    }
    const int saved = errno;
    if (result == 0)
        memcpy(present, address, sizeof present);
    close(fd);
    writeNames(hostname, address, dns, hosts);
    errno = saved;
    return result;
}

static int waitForFile(const char *path, int timeoutMs)
{
    const int64_t end = nowNs() + (int64_t)timeoutMs * 1000000;
    while (access(path, F_OK) != 0) {
        if (nowNs() > end)
            return -1;
        const struct timespec pause = {0, 500000};
        nanosleep(&pause, NULL);
    }
    return 0;
}

static int moveInto(const char *from, const char *to)
{
    mkdir(to, 0755);
    return mount(from, to, NULL, MS_MOVE, NULL);
}

static void mountExtras(void)
{
    mkdir("/dev/pts", 0755);
    mount("devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=0620,gid=5");
    mkdir("/dev/shm", 01777);
    mount("shm", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777");
    (void)!symlink("/proc/self/fd", "/dev/fd");
    (void)!symlink("/proc/self/fd/0", "/dev/stdin");
    (void)!symlink("/proc/self/fd/1", "/dev/stdout");
    (void)!symlink("/proc/self/fd/2", "/dev/stderr");
    mkdir("/tmp", 01777);
    mkdir("/run", 0755);
}

int switchRoot(const struct ct_frame *frame, const char **what)
{
    char device[128], type[32];
    *what = "read the root settings";
    if (fieldText(frame, CT_TAG_DEVICE, device, sizeof device) != 0 ||
        fieldText(frame, CT_TAG_FSTYPE, type, sizeof type) != 0) {
        errno = EINVAL;
        return -1;
    }
    mkdir("/lower", 0755);
    mkdir("/rw", 0755);
    mkdir("/root", 0755);
    *what = "find the root disk";
    if (waitForFile(device, 5000) != 0)
        return -1;
    /* What a template has seen of its own disk is not what a clone has. */
    const int disk = open(device, O_RDONLY | O_CLOEXEC);
    if (disk >= 0) {
        ioctl(disk, _IO(0x12, 97), 0); /* BLKFLSBUF of linux/fs.h, which musl does not ship */
        close(disk);
    }
    *what = "mount the root disk";
    if (mount(device, "/lower", type, MS_RDONLY, NULL) != 0)
        return -1;
    *what = "mount the writable layer";
    if (mount("rw", "/rw", "tmpfs", 0, "mode=0755") != 0)
        return -1;
    mkdir("/rw/upper", 0755);
    mkdir("/rw/work", 0755);
    if (mount("root", "/root", "overlay", 0, "lowerdir=/lower,upperdir=/rw/upper,workdir=/rw/work") != 0)
        return -1;
    *what = "move into the root";
    if (moveInto("/proc", "/root/proc") != 0 || moveInto("/sys", "/root/sys") != 0 ||
        moveInto("/dev", "/root/dev") != 0)
        return -1;
    if (chdir("/root") != 0 || mount(".", "/", NULL, MS_MOVE, NULL) != 0 || chroot(".") != 0 ||
        chdir("/") != 0)
        return -1;
    mountExtras();
    return 0;
}

/* The target and its parents; whatever is in the image stays. */
static int makePath(char *path)
{
    for (char *at = path + 1; *at != 0; ++at) {
        if (*at != '/')
            continue;
        *at = 0;
        const int made = mkdir(path, 0755);
        *at = '/';
        if (made != 0 && errno != EEXIST)
            return -1;
    }
    return mkdir(path, 0755) != 0 && errno != EEXIST ? -1 : 0;
}

static int isEmpty(int directory)
{
    DIR *list = fdopendir(fcntl(directory, F_DUPFD_CLOEXEC, 0));
    const struct dirent *entry;
    int empty = 1;
    while (list != NULL && (entry = readdir(list)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            empty = 0;
    if (list != NULL)
        closedir(list);
    return empty;
}

int mountShare(const struct ct_frame *frame, const char **what)
{
    static char message[400];
    char device[128], type[32], target[4096], options[512];
    *what = "read the settings of a mount";
    if (fieldText(frame, CT_TAG_DEVICE, device, sizeof device) != 0 ||
        fieldText(frame, CT_TAG_FSTYPE, type, sizeof type) != 0 ||
        fieldText(frame, CT_TAG_TARGET, target, sizeof target) != 0 ||
        fieldText(frame, CT_TAG_TEXT, options, sizeof options) != 0 || target[0] != '/') {
        errno = EINVAL;
        return -1;
    }
    snprintf(message, sizeof message, "mount %.200s on %.100s", type, target);
    *what = message;
    if (makePath(target) != 0)
        return -1;
    unsigned long flags = ct_number(frame, CT_TAG_READ_ONLY, 0) != 0 ? MS_RDONLY : 0;
    if (strcmp(type, "tmpfs") == 0)
        flags |= MS_NOSUID | MS_NODEV | (strstr(options, "ct-exec") != NULL ? 0UL : MS_NOEXEC);
    char *word = strstr(options, "ct-exec"); /* our word, not the kernel's */
    if (word != NULL)
        *word = 0;
    /* The image's own files, looked at before they are covered. */
    const int below =
        ct_number(frame, CT_TAG_COPY_UP, 0) != 0 ? open(target, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (mount(device, target, type, flags & ~(unsigned long)(below >= 0 ? MS_RDONLY : 0), options) != 0)
        return -1;
    if (below < 0)
        return 0;
    const int over = open(target, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int result = over < 0 ? -1 : 0;
    if (over >= 0 && isEmpty(over))
        result = copyTree(below, over);
    if (over >= 0)
        close(over);
    close(below);
    if (result == 0 && (flags & MS_RDONLY) != 0)
        result = mount(NULL, target, NULL, MS_REMOUNT | flags, NULL);
    return result;
}

int sealRoot(void)
{
    return mount(NULL, "/", NULL, MS_REMOUNT | MS_RDONLY, NULL);
}

void setClock(uint64_t realtimeNs)
{
    const struct timespec now = {(time_t)(realtimeNs / 1000000000U), (long)(realtimeNs % 1000000000U)};
    clock_settime(CLOCK_REALTIME, &now);
}

void addEntropy(const unsigned char *data, size_t size)
{
    /* struct rand_pool_info and RNDADDENTROPY of linux/random.h, which musl does not ship. */
    struct {
        int entropyBits;
        int size;
        unsigned char bytes[256];
    } pool;
    if (size > sizeof pool.bytes)
        size = sizeof pool.bytes;
    pool.entropyBits = (int)size * 8;
    pool.size = (int)size;
    memcpy(pool.bytes, data, size);
    const int fd = open("/dev/urandom", O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    ioctl(fd, _IOW('R', 0x03, int[2]), &pool);
    ioctl(fd, _IO('R', 0x07)); /* RNDRESEEDCRNG */
    close(fd);
}
