#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# By hand, as root, because it needs mmdebstrap, a Debian mirror, fdisk, mtools, dosfstools, ovmf and swtpm: a disk of
# Debian's own packages (GPT, EFI system partition with the signed shim, grub and kernel, one ext4 partition) boots by UEFI
# with secure boot and a TPM. Under software emulation it takes minutes. Ends with the number of checks that failed.
#
#   vm_uefi.sh PATH_OF_CATAMARAN WORK_DIRECTORY
#
# WORK_DIRECTORY keeps uefi.qcow2 for the next time. State lies in WORK_DIRECTORY as well.
catamaran=$1
work=$2
failed=0
mkdir -p "$work"
export CATAMARAN_ROOT="$work/s" CATAMARAN_RUN="$work/r"
check() { # WHAT EXPECTED REAL
    case $3 in
    *"$2"*) echo "    ok: $1" ;;
    *) echo "    FAILED: $1: expected \"$2\", got \"$3\"" && failed=$((failed + 1)) ;;
    esac
}
make_disk() (
    set -e
    tar="$work/uefi.tar" root="$work/root" disk="$work/uefi.raw"
    [ -s "$tar" ] || TMPDIR="$work" mmdebstrap --variant=minbase \
        --include=systemd,systemd-sysv,udev,dbus,cloud-init,cloud-guest-utils,fdisk,openssh-server,sudo,netbase,iproute2 \
        --include=ifupdown,isc-dhcp-client,linux-image-amd64,shim-signed,grub-efi-amd64-signed,qemu-guest-agent \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' bookworm "$tar"
    rm -rf "$root" && mkdir "$root"
    tar -C "$root" --numeric-owner -xf "$tar"
    : > "$root/etc/machine-id"
    rm -f "$root"/etc/ssh/ssh_host_*
    echo 'LABEL=cloudimg-rootfs / ext4 defaults 0 1' > "$root/etc/fstab"
    echo 'datasource_list: [ NoCloud, None ]' > "$root/etc/cloud/cloud.cfg.d/90_dpkg.cfg"
    cat > "$work/grub.cfg" << 'END'
serial --unit=0 --speed=115200
terminal_output serial
search --label cloudimg-rootfs --set=root
linux /vmlinuz root=LABEL=cloudimg-rootfs ro console=tty0 console=ttyS0,115200
initrd /initrd.img
boot
END
    # 64 MiB for the firmware, the rest for the system; both are made as files: no loop device, no mount.
    rm -f "$disk" "$work/esp"
    truncate -s 64M "$work/esp"
    mkfs.vfat -n ESP "$work/esp" > /dev/null
    mmd -i "$work/esp" ::/EFI ::/EFI/BOOT ::/EFI/debian
    mcopy -i "$work/esp" "$root/usr/lib/shim/shimx64.efi.signed" ::/EFI/BOOT/BOOTX64.EFI
    mcopy -i "$work/esp" "$root/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed" ::/EFI/BOOT/grubx64.efi
    mcopy -i "$work/esp" "$root/usr/lib/shim/mmx64.efi.signed" ::/EFI/BOOT/mmx64.efi
    mcopy -i "$work/esp" "$work/grub.cfg" ::/EFI/debian/grub.cfg
    mcopy -i "$work/esp" "$work/grub.cfg" ::/EFI/BOOT/grub.cfg
    truncate -s 3G "$disk"
    printf 'label: gpt\nstart=2048, size=131072, type=U\nstart=133120, type=L\n' | sfdisk -q "$disk"
    dd if="$work/esp" of="$disk" bs=1M seek=1 conv=notrunc,sparse status=none
    mke2fs -q -F -t ext4 -L cloudimg-rootfs -d "$root" -E offset=$((133120 * 512)),lazy_itable_init=1 "$disk" 3004000k 2> /dev/null
    qemu-img convert -O qcow2 "$disk" "$work/uefi.new"
    mv "$work/uefi.new" "$work/uefi.qcow2"
    rm -rf "$root" "$disk" "$work/esp"
)
if [ ! -s "$work/uefi.qcow2" ]; then
    make_disk # not part of a condition: there, `set -e` is off
    [ -s "$work/uefi.qcow2" ] || { echo "the disk could not be made"; exit 1; }
fi
"$catamaran" vm rm -f uefi > /dev/null 2>&1
"$catamaran" vm create --name uefi --disk "$work/uefi.qcow2" --firmware secure-boot --tpm --memory 1g > /dev/null || exit 1
"$catamaran" vm start uefi || exit 1
"$catamaran" vm wait --ready uefi
ssh() { "$catamaran" vm ssh uefi -- "$@"; }
check 'it says who it is' Linux "$(ssh uname -s 2> /dev/null)"
check 'the firmware is UEFI' yes "$(ssh 'test -d /sys/firmware/efi && echo yes' 2> /dev/null)"
check 'the kernel knows of secure boot' 'ecure boot enabled' "$(ssh 'sudo dmesg | grep -i "secure boot"' 2> /dev/null)"
check 'there is a TPM' /dev/tpm0 "$(ssh 'ls /dev/tpm0' 2> /dev/null)"
check 'the TPM is one of version 2' 2 "$(ssh 'cat /sys/class/tpm/tpm0/tpm_version_major' 2> /dev/null)"
"$catamaran" vm stop -t 120 uefi > /dev/null
disk=$(find "$CATAMARAN_ROOT/vm/machines" -name disk.qcow2 | head -1)
check 'its disk is whole' 'No errors' "$(qemu-img check "$disk" 2>&1)"
"$catamaran" vm start uefi > /dev/null
"$catamaran" vm wait --ready uefi
check 'it boots again' Linux "$(ssh uname -s 2> /dev/null)"
"$catamaran" vm rm -f uefi > /dev/null
echo "$failed checks failed"
[ "$failed" = 0 ]
