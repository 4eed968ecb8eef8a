#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# By hand, because it needs mmdebstrap and a Debian mirror: a disk like Debian's own cloud images (MBR, grub, one ext4
# partition that grows, cloud-init, OpenSSH, the cloud kernel), made without loop devices.
#
#   debian-disk.sh OUTPUT.qcow2 WORK_DIRECTORY [extra packages, with commas]
set -e
output=$1
work=$2
mkdir -p "$work"
tar="$work/root.tar"
if [ ! -s "$tar" ]; then
    TMPDIR="$work" mmdebstrap --variant=minbase \
        --include=systemd,systemd-sysv,udev,dbus,cloud-init,cloud-guest-utils,fdisk,e2fsprogs,openssh-server,sudo \
        --include=linux-image-cloud-amd64,grub-pc-bin,grub2-common,netbase,ifupdown,isc-dhcp-client,iproute2,iputils-ping \
        --include=qemu-guest-agent,locales${3:+,$3} \
        bookworm "$tar"
fi
root="$work/root"
rm -rf "$root"
mkdir "$root"
tar -C "$root" --numeric-owner -xf "$tar"
# As cloud images: no identity of its own, the serial port as console, NoCloud allowed.
: > "$root/etc/machine-id"
rm -f "$root"/etc/ssh/ssh_host_*
echo 'LABEL=cloudimg-rootfs / ext4 defaults,x-systemd.growfs 0 1' > "$root/etc/fstab"
echo 'datasource_list: [ NoCloud, None ]' > "$root/etc/cloud/cloud.cfg.d/90_dpkg.cfg"
# cloud-init's own default is a locale that nobody generated here.
echo 'locale: C.UTF-8' > "$root/etc/cloud/cloud.cfg.d/91_locale.cfg"
mkdir -p "$root/boot/grub"
cat > "$root/boot/grub/grub.cfg" <<'END'
serial --unit=0 --speed=115200
terminal_output serial
linux /vmlinuz root=LABEL=cloudimg-rootfs ro console=tty0 console=ttyS0,115200
initrd /initrd.img
boot
END
printf 'search --label cloudimg-rootfs --set=root\nset prefix=($root)/boot/grub\n' > "$root/tmp/early.cfg"
chroot "$root" grub-mkimage -O i386-pc -o /tmp/core.img -p '(hd0,msdos1)/boot/grub' -c /tmp/early.cfg \
    biosdisk part_msdos ext2 normal linux search search_label serial terminal boot
cp "$root/tmp/core.img" "$root/usr/lib/grub/i386-pc/boot.img" "$work/"
rm "$root/tmp/core.img" "$root/tmp/early.cfg"
# A raw disk of 2 GiB: boot sector, core image in the gap, a partition from 1 MiB on.
disk="$work/disk.raw"
rm -f "$disk"
truncate -s 2G "$disk"
dd if="$work/boot.img" of="$disk" bs=440 count=1 conv=notrunc status=none
# One active Linux partition, sector 2048, 4192256 sectors.
printf '\200\000\002\000\203\376\377\377\000\010\000\000\000\370\077\000' |
    dd of="$disk" bs=1 seek=446 conv=notrunc status=none
printf '\125\252' | dd of="$disk" bs=1 seek=510 conv=notrunc status=none
dd if="$work/core.img" of="$disk" bs=512 seek=1 conv=notrunc status=none
mke2fs -q -F -t ext4 -O ^metadata_csum_seed,^orphan_file -L cloudimg-rootfs -d "$root" -E offset=1048576,lazy_itable_init=1 "$disk" 2096128k 2>/dev/null ||
    mke2fs -q -F -t ext4 -L cloudimg-rootfs -d "$root" -E offset=1048576,lazy_itable_init=1 "$disk" 2096128k
qemu-img convert -O qcow2 "$disk" "$output"
rm -rf "$root" "$disk"
qemu-img info "$output"
