<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>catamaran::bridge</name>
        <message>
            <source>any</source>
            <translation>任意</translation>
        </message>
        <message>
            <source>not up</source>
            <translation>未启动</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>%1 running, %2 completed</source>
            <translation>%1 个运行中，%2 个已完成</translation>
        </message>
        <message>
            <source>%1 running</source>
            <translation>%1 个运行中</translation>
        </message>
        <message>
            <source>%1 of %2 running</source>
            <translation>%1/%2 个运行中</translation>
        </message>
        <message>
            <source>Remove the container %1</source>
            <translation>移除容器 %1</translation>
        </message>
        <message>
            <source>Remove the VM %1</source>
            <translation>移除虚拟机 %1</translation>
        </message>
        <message>
            <source>Remove the image %1</source>
            <translation>移除镜像 %1</translation>
        </message>
        <message>
            <source>Remove the volume %1</source>
            <translation>移除卷 %1</translation>
        </message>
        <message>
            <source>Remove the network %1</source>
            <translation>移除网络 %1</translation>
        </message>
        <message>
            <source>Pull %1</source>
            <translation>拉取 %1</translation>
        </message>
        <message>
            <source>Build %1</source>
            <translation>构建 %1</translation>
        </message>
        <message>
            <source>Load images of %1</source>
            <translation>加载 %1 的镜像</translation>
        </message>
        <message>
            <source>Import %1</source>
            <translation>导入 %1</translation>
        </message>
        <message>
            <source>Copy into %1</source>
            <translation>复制到 %1</translation>
        </message>
        <message>
            <source>Make the VM %1</source>
            <translation>创建虚拟机 %1</translation>
        </message>
        <message>
            <source>Remove stopped containers</source>
            <translation>移除已停止的容器</translation>
        </message>
        <message>
            <source>Remove images without a name</source>
            <translation>移除无名称的镜像</translation>
        </message>
        <message>
            <source>Remove the build cache</source>
            <translation>移除构建缓存</translation>
        </message>
        <message>
            <source>Remove volumes that nothing uses</source>
            <translation>移除无人使用的卷</translation>
        </message>
        <message>
            <source>Nothing can be made of this</source>
            <translation>无法处理此内容</translation>
        </message>
        <message>
            <source>Open %1 as a stack</source>
            <translation>将 %1 作为堆栈打开</translation>
        </message>
        <message>
            <source>You will see its services, ports and volumes. Nothing is started yet.</source>
            <translation>您将看到其服务、端口和卷。尚不会启动任何东西。</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Build an image of %1</source>
            <translation>构建 %1 的镜像</translation>
        </message>
        <message>
            <source>The instructions of the Dockerfile are carried out step by step; RUN steps run in containers.</source>
            <translation>Dockerfile 的指令逐步执行；RUN 步骤在容器中运行。</translation>
        </message>
        <message>
            <source>Made from %1</source>
            <translation>由 %1 制成</translation>
        </message>
        <message>
            <source>About %1 instructions</source>
            <translation>约 %1 条指令</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>镜像名称</translation>
        </message>
        <message>
            <source>Build</source>
            <translation>构建</translation>
        </message>
        <message>
            <source>Load</source>
            <translation>加载</translation>
        </message>
        <message>
            <source>Make a VM from %1</source>
            <translation>用 %1 创建虚拟机</translation>
        </message>
        <message>
            <source>A full VM with an empty disk of 16 GiB starts from this installer.</source>
            <translation>将从此安装程序启动一台带 16 GiB 空磁盘的完整虚拟机。</translation>
        </message>
        <message>
            <source>A full VM gets a disk of its own on top of this one, which is not changed.</source>
            <translation>完整虚拟机在此磁盘之上获得自己的磁盘，原磁盘不会改变。</translation>
        </message>
        <message>
            <source>%1 on the disk</source>
            <translation>磁盘上 %1</translation>
        </message>
        <message>
            <source>Name of the VM</source>
            <translation>虚拟机的名称</translation>
        </message>
        <message>
            <source>Make the VM</source>
            <translation>创建虚拟机</translation>
        </message>
        <message>
            <source>An archive of images, as “save” writes it. Its images come into the store; nothing is started.</source>
            <translation>由“save”写出的镜像归档。其镜像会进入存储；不会启动任何东西。</translation>
        </message>
        <message>
            <source>An appliance (OVA)</source>
            <translation>虚拟设备 (OVA)</translation>
        </message>
        <message>
            <source>Import %1 as an image</source>
            <translation>将 %1 导入为镜像</translation>
        </message>
        <message>
            <source>The archive holds a root file system. It becomes an image of one layer.</source>
            <translation>归档中是根文件系统。它会成为单层镜像。</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>导入</translation>
        </message>
        <message>
            <source>%1 cannot be read as an archive</source>
            <translation>无法将 %1 作为归档读取</translation>
        </message>
        <message>
            <source>The archive holds neither images nor a root file system, a Compose file or a Dockerfile. It begins with: %1</source>
            <translation>归档中既没有镜像，也没有根文件系统、Compose 文件或 Dockerfile。它以 %1 开头</translation>
        </message>
        <message>
            <source>Variables of %1</source>
            <translation>%1 的变量</translation>
        </message>
        <message>
            <source>A file of variables is used by a stack beside it, or given to a container. The values are not shown.</source>
            <translation>变量文件由旁边的堆栈使用，或提供给容器。不显示其值。</translation>
        </message>
        <message>
            <source>Line %1 is no variable</source>
            <translation>第 %1 行不是变量</translation>
        </message>
        <message>
            <source>%1 variables: %2</source>
            <translation>%1 个变量：%2</translation>
        </message>
        <message>
            <source>There is a Compose file beside it, which reads a file named “.env” by itself</source>
            <translation>旁边有一个 Compose 文件，它会自动读取名为“.env”的文件</translation>
        </message>
        <message>
            <source>Open the stack</source>
            <translation>打开堆栈</translation>
        </message>
        <message>
            <source>Kubernetes manifests</source>
            <translation>Kubernetes 清单</translation>
        </message>
        <message>
            <source>These objects were found:</source>
            <translation>找到以下对象：</translation>
        </message>
        <message>
            <source>%1 has a meaning in a cluster only</source>
            <translation>%1 仅在集群中有意义</translation>
        </message>
        <message>
            <source>This version does not run Kubernetes manifests; write them as a Compose file</source>
            <translation>此版本不运行 Kubernetes 清单；请写成 Compose 文件</translation>
        </message>
        <message>
            <source>User-data for a VM</source>
            <translation>虚拟机的用户数据</translation>
        </message>
        <message>
            <source>cloud-init reads it at a VM's first boot. It needs a disk image with cloud-init.</source>
            <translation>cloud-init 在虚拟机首次启动时读取它。需要带 cloud-init 的磁盘镜像。</translation>
        </message>
        <message>
            <source>It is valid</source>
            <translation>有效</translation>
        </message>
        <message>
            <source>A VM's definition for libvirt</source>
            <translation>libvirt 的虚拟机定义</translation>
        </message>
        <message>
            <source>A domain that libvirt runs appears here among the VMs by itself.</source>
            <translation>由 libvirt 运行的域会自动出现在此处的虚拟机中。</translation>
        </message>
        <message>
            <source>Runs with %1</source>
            <translation>以 %1 运行</translation>
        </message>
        <message>
            <source>Name: %1</source>
            <translation>名称：%1</translation>
        </message>
        <message>
            <source>Disk: %1</source>
            <translation>磁盘：%1</translation>
        </message>
        <message>
            <source>The disk %1 is not on this computer</source>
            <translation>磁盘 %1 不在这台计算机上</translation>
        </message>
        <message>
            <source>The folder is an OCI image layout. Its images come into the store.</source>
            <translation>该文件夹是 OCI 镜像布局。其镜像会进入存储。</translation>
        </message>
        <message>
            <source>The folder holds no Compose file, Dockerfile or image layout</source>
            <translation>该文件夹中没有 Compose 文件、Dockerfile 或镜像布局</translation>
        </message>
        <message>
            <source>%1 is empty</source>
            <translation>%1 是空的</translation>
        </message>
        <message>
            <source>%1 cannot be read</source>
            <translation>无法读取 %1</translation>
        </message>
        <message>
            <source>A qcow2 disk image</source>
            <translation>qcow2 磁盘镜像</translation>
        </message>
        <message>
            <source>A VMDK disk image</source>
            <translation>VMDK 磁盘镜像</translation>
        </message>
        <message>
            <source>A VHD disk image</source>
            <translation>VHD 磁盘镜像</translation>
        </message>
        <message>
            <source>A VDI disk image</source>
            <translation>VDI 磁盘镜像</translation>
        </message>
        <message>
            <source>A disc image (ISO 9660)</source>
            <translation>光盘镜像 (ISO 9660)</translation>
        </message>
        <message>
            <source>A raw disk image</source>
            <translation>原始磁盘镜像</translation>
        </message>
        <message>
            <source>%1 is neither an archive nor a disk image that is known here</source>
            <translation>%1 既不是归档，也不是已知的磁盘镜像</translation>
        </message>
        <message>
            <source>%1 is XML, but no domain of libvirt</source>
            <translation>%1 是 XML，但不是 libvirt 的域</translation>
        </message>
        <message>
            <source>%1 is text, but no Compose file, Dockerfile, manifest, user-data or libvirt XML</source>
            <translation>%1 是文本，但不是 Compose 文件、Dockerfile、清单、用户数据或 libvirt XML</translation>
        </message>
        <message>
            <source>%1 files</source>
            <translation>%1 个文件</translation>
        </message>
        <message>
            <source>Files of the same name are replaced.</source>
            <translation>同名文件会被替换。</translation>
        </message>
        <message>
            <source>The VM %1 does not run</source>
            <translation>虚拟机 %1 未运行</translation>
        </message>
        <message>
            <source>Files reach a VM over SSH, from a terminal. Copy the line.</source>
            <translation>文件通过 SSH 从终端送达虚拟机。请复制该命令行。</translation>
        </message>
        <message>
            <source>Folder inside</source>
            <translation>内部文件夹</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Look at the text</source>
            <translation>查看文本</translation>
        </message>
        <message>
            <source>Look at %1</source>
            <translation>查看 %1</translation>
        </message>
        <message>
            <source>There is nothing in it</source>
            <translation>其中没有内容</translation>
        </message>
        <message>
            <source>%1 is not there</source>
            <translation>%1 不存在</translation>
        </message>
        <message>
            <source>The same for Catamaran</source>
            <translation>用 Catamaran 做同样的事</translation>
        </message>
        <message>
            <source>Catamaran takes the same words. Copy the line into a terminal.</source>
            <translation>Catamaran 接受相同的命令。将该行复制到终端。</translation>
        </message>
        <message>
            <source>This is no valid address</source>
            <translation>这不是有效的地址</translation>
        </message>
        <message>
            <source>The page is that of an image. It is fetched, not started.</source>
            <translation>这是镜像的页面。将获取它，但不启动。</translation>
        </message>
        <message>
            <source>Pull</source>
            <translation>拉取</translation>
        </message>
        <message>
            <source>The repository is fetched with git, and its Dockerfile is built.</source>
            <translation>将用 git 获取该仓库，并构建其 Dockerfile。</translation>
        </message>
        <message>
            <source>A disk image in the web</source>
            <translation>网上的磁盘镜像</translation>
        </message>
        <message>
            <source>Fetch it first; then drop the file here to make a VM.</source>
            <translation>请先下载；然后将文件拖到此处以创建虚拟机。</translation>
        </message>
        <message>
            <source>The text is the name of an image. It is fetched, not started.</source>
            <translation>该文本是镜像名称。将获取它，但不启动。</translation>
        </message>
        <message>
            <source>The text is no Compose file, address or name of an image</source>
            <translation>该文本不是 Compose 文件、地址或镜像名称</translation>
        </message>
        <message>
            <source>%1 images without a name are gone</source>
            <translation>已移除 %1 个无名称的镜像</translation>
        </message>
        <message>
            <source>%1 are free again</source>
            <translation>已释放 %1</translation>
        </message>
        <message>
            <source>The VM %1 is made</source>
            <translation>虚拟机 %1 已创建</translation>
        </message>
        <message>
            <source>Copied into %1</source>
            <translation>已复制到 %1</translation>
        </message>
        <message>
            <source>%1 copied into %2</source>
            <translation>%1 已复制到 %2</translation>
        </message>
        <message>
            <source>%1 removed</source>
            <translation>%1 已移除</translation>
        </message>
        <message>
            <source>already here</source>
            <translation>已在本地</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1/%2</translation>
        </message>
        <message>
            <source>again: %1</source>
            <translation>重试：%1</translation>
        </message>
        <message>
            <source>unpacking</source>
            <translation>正在解包</translation>
        </message>
        <message>
            <source>%1, not used</source>
            <translation>%1，未使用</translation>
        </message>
        <message>
            <source>%1, used by %2</source>
            <translation>%1，由 %2 使用</translation>
        </message>
        <message>
            <source>%1 is up to date</source>
            <translation>%1 已是最新</translation>
        </message>
        <message>
            <source>%1 is here</source>
            <translation>%1 已到位</translation>
        </message>
        <message>
            <source>Built %1</source>
            <translation>已构建 %1</translation>
        </message>
        <message>
            <source>Loaded %1</source>
            <translation>已加载 %1</translation>
        </message>
        <message>
            <source>Imported %1</source>
            <translation>已导入 %1</translation>
        </message>
        <message>
            <source>layers that images share</source>
            <translation>镜像共享的层</translation>
        </message>
        <message>
            <source>build cache</source>
            <translation>构建缓存</translation>
        </message>
        <message>
            <source>disks of VMs and books</source>
            <translation>虚拟机磁盘和记录</translation>
        </message>
        <message>
            <source>waits for what it needs</source>
            <translation>等待其所需</translation>
        </message>
        <message>
            <source>until healthy</source>
            <translation>直到健康</translation>
        </message>
        <message>
            <source>network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>volume</source>
            <translation>卷</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>虚拟机</translation>
        </message>
        <message>
            <source>container</source>
            <translation>个容器</translation>
        </message>
        <message>
            <source>no service of the file</source>
            <translation>文件中没有的服务</translation>
        </message>
        <message>
            <source>its data is lost</source>
            <translation>其数据将丢失</translation>
        </message>
        <message>
            <source>its data stays</source>
            <translation>其数据保留</translation>
        </message>
        <message>
            <source>This link cannot be followed</source>
            <translation>无法打开此链接</translation>
        </message>
        <message>
            <source>“%1” is no name of a workload</source>
            <translation>“%1”不是工作负载名称</translation>
        </message>
        <message>
            <source>“%1” are no ports; they look like 8080:80</source>
            <translation>“%1”不是端口；端口形如 8080:80</translation>
        </message>
        <message>
            <source>“%1” is no hull: container, vm or both</source>
            <translation>“%1”不是运行方式：container、vm 或 both</translation>
        </message>
        <message>
            <source>Run %1</source>
            <translation>运行 %1</translation>
        </message>
        <message>
            <source>A link asks to run this image. Its program gets what every workload of yours gets.</source>
            <translation>某个链接请求运行此镜像。其程序将获得您的每个工作负载都有的权限。</translation>
        </message>
        <message>
            <source>Opens ports of this computer: %1</source>
            <translation>打开这台计算机的端口：%1</translation>
        </message>
        <message>
            <source>Run only what you trust: the link may come from anywhere</source>
            <translation>只运行您信任的内容：链接可能来自任何地方</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>It is too long</source>
            <translation>太长</translation>
        </message>
        <message>
            <source>It is no catamaran:// link</source>
            <translation>不是 catamaran:// 链接</translation>
        </message>
        <message>
            <source>It has parts that no link of ours has</source>
            <translation>其中有我们的链接所没有的部分</translation>
        </message>
        <message>
            <source>“%1” is nothing that a link can ask for</source>
            <translation>“%1”不是链接可以请求的操作</translation>
        </message>
        <message>
            <source>“%1” is not known in a link to %2</source>
            <translation>“%1”不适用于 %2 的链接</translation>
        </message>
        <message>
            <source>It names no image</source>
            <translation>未指定镜像</translation>
        </message>
        <message>
            <source>“%1” is no name of an image</source>
            <translation>“%1”不是镜像名称</translation>
        </message>
        <message>
            <source>A link asks to fetch this image from its registry. It is not started.</source>
            <translation>某个链接请求从其仓库获取此镜像。不会启动它。</translation>
        </message>
        <message>
            <source>Compare %1 as container and VM</source>
            <translation>将 %1 作为容器和虚拟机进行比较</translation>
        </message>
        <message>
            <source>A link leads to the comparison with this image chosen. It is not started.</source>
            <translation>某个链接指向选中此镜像的比较页面。不会启动它。</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>Only https addresses can be opened by a link</source>
            <translation>链接只能打开 https 地址</translation>
        </message>
        <message>
            <source>Open a stack from %1</source>
            <translation>打开来自 %1 的堆栈</translation>
        </message>
        <message>
            <source>A link asks to fetch a Compose file. You will see its services before anything starts.</source>
            <translation>某个链接请求获取 Compose 文件。在启动任何东西之前，您会看到其服务。</translation>
        </message>
        <message>
            <source>Fetch and show</source>
            <translation>获取并显示</translation>
        </message>
        <message>
            <source>It names no page</source>
            <translation>未指定页面</translation>
        </message>
        <message>
            <source>Show the page %1</source>
            <translation>显示页面 %1</translation>
        </message>
        <message>
            <source>A link leads to a page of this window.</source>
            <translation>某个链接指向此窗口的一个页面。</translation>
        </message>
        <message>
            <source>%1 and %2 more</source>
            <translation>%1 和另外 %2 个</translation>
        </message>
        <message>
            <source>the folder %1</source>
            <translation>文件夹 %1</translation>
        </message>
        <message>
            <source>the archive %1</source>
            <translation>归档 %1</translation>
        </message>
        <message>
            <source>the text</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>Several things at once: drop one folder, one archive, or only YAML files</source>
            <translation>一次拖入了多种内容：请拖入一个文件夹、一个归档或仅 YAML 文件</translation>
        </message>
        <message>
            <source>There is no compose.yaml in the folder %1</source>
            <translation>文件夹 %1 中没有 compose.yaml</translation>
        </message>
        <message>
            <source>%1 is no Compose file, folder or archive</source>
            <translation>%1 不是 Compose 文件、文件夹或归档</translation>
        </message>
        <message>
            <source>The text is no Compose file: it has no services</source>
            <translation>该文本不是 Compose 文件：没有服务</translation>
        </message>
        <message>
            <source>pasted text</source>
            <translation>粘贴的文本</translation>
        </message>
        <message>
            <source>anonymous volume</source>
            <translation>匿名卷</translation>
        </message>
        <message>
            <source>read-only</source>
            <translation>只读</translation>
        </message>
        <message>
            <source>%1 CPU</source>
            <translation>%1 个 CPU</translation>
        </message>
        <message>
            <source>external</source>
            <translation>外部</translation>
        </message>
        <message>
            <source>internal</source>
            <translation>内部</translation>
        </message>
        <message>
            <source>service %1 of this stack</source>
            <translation>此堆栈的服务 %1</translation>
        </message>
        <message>
            <source>VM %1</source>
            <translation>虚拟机 %1</translation>
        </message>
        <message>
            <source>container %1</source>
            <translation>容器 %1</translation>
        </message>
        <message>
            <source>another program of this computer</source>
            <translation>这台计算机的另一个程序</translation>
        </message>
        <message>
            <source>not created</source>
            <translation>未创建</translation>
        </message>
        <message>
            <source>waiting</source>
            <translation>等待中</translation>
        </message>
        <message>
            <source>starting</source>
            <translation>启动中</translation>
        </message>
        <message>
            <source>running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>healthy</source>
            <translation>健康</translation>
        </message>
        <message>
            <source>unhealthy</source>
            <translation>不健康</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>completed</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Desk</name>
        <message>
            <source>This could not be put right</source>
            <translation>无法修复此项</translation>
        </message>
        <message>
            <source>The space on the disk cannot be counted</source>
            <translation>无法统计磁盘空间</translation>
        </message>
        <message>
            <source>Cannot look into %1</source>
            <translation>无法查看 %1</translation>
        </message>
        <message>
            <source>Cannot scan %1</source>
            <translation>无法扫描 %1</translation>
        </message>
        <message>
            <source>%1: not done</source>
            <translation>%1：未完成</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Lab</name>
        <message>
            <source>The experiment cannot start</source>
            <translation>实验无法开始</translation>
        </message>
        <message>
            <source>The engine is not open</source>
            <translation>引擎未打开</translation>
        </message>
        <message>
            <source> (%1 of %2)</source>
            <translation> (%1/%2)</translation>
        </message>
        <message>
            <source>The experiment stopped</source>
            <translation>实验已停止</translation>
        </message>
        <message>
            <source>Cannot forget the experiment</source>
            <translation>无法删除该实验记录</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Race</name>
        <message>
            <source>The comparison cannot start</source>
            <translation>比较无法开始</translation>
        </message>
        <message>
            <source>The engine is not open</source>
            <translation>引擎未打开</translation>
        </message>
        <message>
            <source>The comparison stopped</source>
            <translation>比较已停止</translation>
        </message>
        <message>
            <source>Nothing to export</source>
            <translation>没有可导出的内容</translation>
        </message>
        <message>
            <source>No comparison has finished yet</source>
            <translation>尚无已完成的比较</translation>
        </message>
        <message>
            <source>Press Run</source>
            <translation>请按“运行”</translation>
        </message>
        <message>
            <source>Cannot write %1</source>
            <translation>无法写入 %1</translation>
        </message>
        <message>
            <source>Choose another folder</source>
            <translation>请选择其他文件夹</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::RoomCommand</name>
        <message>
            <source>Volume %1 is there</source>
            <translation>卷 %1 已就绪</translation>
        </message>
        <message>
            <source>Volume %1 removed</source>
            <translation>卷 %1 已移除</translation>
        </message>
        <message>
            <source>Unused volumes removed</source>
            <translation>未使用的卷已移除</translation>
        </message>
        <message>
            <source>Volume %1 cloned to %2</source>
            <translation>卷 %1 已克隆为 %2</translation>
        </message>
        <message>
            <source>Volume %1 saved to %2</source>
            <translation>卷 %1 已保存到 %2</translation>
        </message>
        <message>
            <source>Volume %1 restored</source>
            <translation>卷 %1 已恢复</translation>
        </message>
        <message>
            <source>Network %1 is there</source>
            <translation>网络 %1 已就绪</translation>
        </message>
        <message>
            <source>Network %1 removed</source>
            <translation>网络 %1 已移除</translation>
        </message>
        <message>
            <source>%1 is on network %2</source>
            <translation>%1 已连接到网络 %2</translation>
        </message>
        <message>
            <source>%1 is off network %2</source>
            <translation>%1 已离开网络 %2</translation>
        </message>
        <message>
            <source>Snapshot %1 of %2 taken</source>
            <translation>已为 %2 创建快照 %1</translation>
        </message>
        <message>
            <source>%1 is back at snapshot %2</source>
            <translation>%1 已回到快照 %2</translation>
        </message>
        <message>
            <source>Snapshot %1 of %2 removed</source>
            <translation>%2 的快照 %1 已移除</translation>
        </message>
        <message>
            <source>Copied %1 to %2</source>
            <translation>已将 %1 复制到 %2</translation>
        </message>
        <message>
            <source>Cannot create volume %1</source>
            <translation>无法创建卷 %1</translation>
        </message>
        <message>
            <source>Cannot remove volume %1</source>
            <translation>无法移除卷 %1</translation>
        </message>
        <message>
            <source>Cannot remove the unused volumes</source>
            <translation>无法移除未使用的卷</translation>
        </message>
        <message>
            <source>Cannot clone volume %1</source>
            <translation>无法克隆卷 %1</translation>
        </message>
        <message>
            <source>Cannot save volume %1</source>
            <translation>无法保存卷 %1</translation>
        </message>
        <message>
            <source>Cannot restore volume %1</source>
            <translation>无法恢复卷 %1</translation>
        </message>
        <message>
            <source>Cannot create network %1</source>
            <translation>无法创建网络 %1</translation>
        </message>
        <message>
            <source>Cannot remove network %1</source>
            <translation>无法移除网络 %1</translation>
        </message>
        <message>
            <source>Cannot connect %1 to network %2</source>
            <translation>无法将 %1 连接到网络 %2</translation>
        </message>
        <message>
            <source>Cannot take %1 off network %2</source>
            <translation>无法将 %1 从网络 %2 断开</translation>
        </message>
        <message>
            <source>Cannot take a snapshot of %1</source>
            <translation>无法为 %1 创建快照</translation>
        </message>
        <message>
            <source>Cannot bring %1 back to snapshot %2</source>
            <translation>无法让 %1 回到快照 %2</translation>
        </message>
        <message>
            <source>Cannot remove snapshot %1</source>
            <translation>无法移除快照 %1</translation>
        </message>
        <message>
            <source>Cannot copy %1</source>
            <translation>无法复制 %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Rooms</name>
        <message>
            <source>Cannot list the volumes</source>
            <translation>无法列出卷</translation>
        </message>
        <message>
            <source>Cannot list the networks</source>
            <translation>无法列出网络</translation>
        </message>
        <message>
            <source>Cannot look into %1</source>
            <translation>无法查看 %1</translation>
        </message>
        <message>
            <source>Cannot read %1</source>
            <translation>无法读取 %1</translation>
        </message>
        <message>
            <source>Cannot save %1</source>
            <translation>无法保存 %1</translation>
        </message>
        <message>
            <source>Cannot list the snapshots</source>
            <translation>无法列出快照</translation>
        </message>
        <message>
            <source>Cannot inspect it</source>
            <translation>无法检查</translation>
        </message>
        <message>
            <source>Cannot open the screen</source>
            <translation>无法打开屏幕</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Scan</name>
        <message>
            <source>Reading its packages</source>
            <translation>正在读取软件包</translation>
        </message>
        <message>
            <source>Asking for advisories</source>
            <translation>正在获取安全公告</translation>
        </message>
        <message>
            <source>Comparing packages with advisories</source>
            <translation>正在将软件包与安全公告比对</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Stacks</name>
        <message>
            <source>Cannot save %1</source>
            <translation>无法保存 %1</translation>
        </message>
        <message>
            <source>Check the rights of the folder</source>
            <translation>请检查文件夹的权限</translation>
        </message>
        <message>
            <source>Cannot bring %1 up</source>
            <translation>无法启动堆栈 %1</translation>
        </message>
        <message>
            <source>Cannot take %1 down</source>
            <translation>无法拆除 %1</translation>
        </message>
        <message>
            <source>Cannot stop %1</source>
            <translation>无法停止 %1</translation>
        </message>
        <message>
            <source>Cannot start %1</source>
            <translation>无法启动 %1</translation>
        </message>
        <message>
            <source>Cannot restart %1</source>
            <translation>无法重启 %1</translation>
        </message>
        <message>
            <source>Cannot open %1</source>
            <translation>无法打开 %1</translation>
        </message>
        <message>
            <source>Cannot plan %1</source>
            <translation>无法为 %1 制定计划</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Tool</name>
        <message>
            <source>%1 is called %2 now</source>
            <translation>%1 现在名为 %2</translation>
        </message>
        <message>
            <source>%1 has its new limits</source>
            <translation>%1 的新限制已生效</translation>
        </message>
        <message>
            <source>Nothing differs from the image</source>
            <translation>与镜像没有差异</translation>
        </message>
        <message>
            <source>No port is published</source>
            <translation>没有发布端口</translation>
        </message>
        <message>
            <source>%1 has the signal %2</source>
            <translation>已向 %1 发送信号 %2</translation>
        </message>
        <message>
            <source>The checkpoint %1 of %2 is kept</source>
            <translation>已保存 %2 的检查点 %1</translation>
        </message>
        <message>
            <source>%1 goes on from the checkpoint %2</source>
            <translation>%1 从检查点 %2 继续运行</translation>
        </message>
        <message>
            <source>No checkpoint was kept</source>
            <translation>没有保存过检查点</translation>
        </message>
        <message>
            <source>The checkpoint %1 is gone</source>
            <translation>检查点 %1 已删除</translation>
        </message>
        <message>
            <source>The image %1 is made</source>
            <translation>镜像 %1 已创建</translation>
        </message>
        <message>
            <source>%1 is also called %2</source>
            <translation>%1 也名为 %2</translation>
        </message>
        <message>
            <source>The container %1 is made</source>
            <translation>容器 %1 已创建</translation>
        </message>
        <message>
            <source>Pushed %1</source>
            <translation>已推送 %1</translation>
        </message>
        <message>
            <source>They do not differ</source>
            <translation>两者没有差异</translation>
        </message>
        <message>
            <source>Loaded %1</source>
            <translation>已加载 %1</translation>
        </message>
        <message>
            <source>Nothing is found</source>
            <translation>没有找到</translation>
        </message>
        <message>
            <source>Logged in to %1; the password is kept in %2</source>
            <translation>已登录 %1；密码保存在 %2</translation>
        </message>
        <message>
            <source>Logged out of %1</source>
            <translation>已从 %1 注销</translation>
        </message>
        <message>
            <source>Nobody was logged in to %1</source>
            <translation>没有登录 %1</translation>
        </message>
        <message>
            <source>%1 images are gone</source>
            <translation>已移除 %1 个镜像</translation>
        </message>
        <message>
            <source>Every network is in use</source>
            <translation>所有网络都在使用</translation>
        </message>
        <message>
            <source>Removed %1</source>
            <translation>已移除 %1</translation>
        </message>
        <message>
            <source>Links and firewall rules are as recorded</source>
            <translation>链路和防火墙规则与记录一致</translation>
        </message>
        <message>
            <source>Saved to %1</source>
            <translation>已保存到 %1</translation>
        </message>
        <message>
            <source>%1 has ended with exit code %2</source>
            <translation>%1 已结束，退出码 %2</translation>
        </message>
        <message>
            <source>%1 changed now</source>
            <translation>%1 已立即更改</translation>
        </message>
        <message>
            <source>%1 is as it was</source>
            <translation>%1 保持不变</translation>
        </message>
        <message>
            <source>It has not started yet</source>
            <translation>尚未启动</translation>
        </message>
        <message>
            <source>The memory of %1 is on the disk</source>
            <translation>%1 的内存已保存到磁盘</translation>
        </message>
        <message>
            <source>The saved memory of %1 is gone</source>
            <translation>%1 保存的内存已删除</translation>
        </message>
        <message>
            <source>%1 goes on</source>
            <translation>%1 继续运行</translation>
        </message>
        <message>
            <source>%1 no longer starts with this computer</source>
            <translation>%1 不再随本机启动</translation>
        </message>
        <message>
            <source>%1 starts with this computer</source>
            <translation>%1 随本机启动</translation>
        </message>
        <message>
            <source>The VM %1 is made</source>
            <translation>虚拟机 %1 已创建</translation>
        </message>
        <message>
            <source>%1 has the disk %2</source>
            <translation>%1 已有磁盘 %2</translation>
        </message>
        <message>
            <source>The disk %1 of %2 is %3 large</source>
            <translation>%2 的磁盘 %1 大小为 %3</translation>
        </message>
        <message>
            <source>%1 has the disk %2 no longer</source>
            <translation>%1 不再有磁盘 %2</translation>
        </message>
        <message>
            <source>No folder is shared with it</source>
            <translation>没有与它共享的文件夹</translation>
        </message>
        <message>
            <source>Shared by %1; mount it in the guest by its tag %2</source>
            <translation>通过 %1 共享；在客户机中用标记 %2 挂载</translation>
        </message>
        <message>
            <source>%1 is no longer shared</source>
            <translation>%1 不再共享</translation>
        </message>
        <message>
            <source>The VM %1 is made and starts</source>
            <translation>虚拟机 %1 已创建并正在启动</translation>
        </message>
        <message>
            <source>VMs of %1 start from a copy now</source>
            <translation>%1 的虚拟机现在从副本启动</translation>
        </message>
        <message>
            <source>None is kept ready</source>
            <translation>没有保持就绪的虚拟机</translation>
        </message>
        <message>
            <source>No VM is kept ready any more</source>
            <translation>不再保持任何虚拟机就绪</translation>
        </message>
        <message>
            <source>There is none yet; the first light VM brings one</source>
            <translation>还没有；第一个轻量虚拟机会带来一个</translation>
        </message>
        <message>
            <source>The kernel %1 is here</source>
            <translation>内核 %1 已就绪</translation>
        </message>
        <message>
            <source>Rename…</source>
            <translation>重命名…</translation>
        </message>
        <message>
            <source>New name</source>
            <translation>新名称</translation>
        </message>
        <message>
            <source>Limits…</source>
            <translation>限制…</translation>
        </message>
        <message>
            <source>A field that stays empty leaves its limit as it is. It takes effect at once.</source>
            <translation>留空的字段保持原限制不变。立即生效。</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Memory and swap</source>
            <translation>内存和交换空间</translation>
        </message>
        <message>
            <source>CPUs</source>
            <translation>个 CPU</translation>
        </message>
        <message>
            <source>On these CPUs</source>
            <translation>在这些 CPU 上</translation>
        </message>
        <message>
            <source>Processes</source>
            <translation>进程</translation>
        </message>
        <message>
            <source>Restart policy</source>
            <translation>重启策略</translation>
        </message>
        <message>
            <source>Changes to its files</source>
            <translation>文件的更改</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>端口</translation>
        </message>
        <message>
            <source>Send a signal…</source>
            <translation>发送信号…</translation>
        </message>
        <message>
            <source>To its first process.</source>
            <translation>发送给它的第一个进程。</translation>
        </message>
        <message>
            <source>Signal</source>
            <translation>信号</translation>
        </message>
        <message>
            <source>Tell me when it ends</source>
            <translation>结束时通知我</translation>
        </message>
        <message>
            <source>Waits until it ends and tells its exit code.</source>
            <translation>等待其结束并告知退出码。</translation>
        </message>
        <message>
            <source>Keep a checkpoint…</source>
            <translation>保存检查点…</translation>
        </message>
        <message>
            <source>What its processes have in memory is kept by CRIU, and they end. It can go on from there later, also after the host was restarted.</source>
            <translation>CRIU 保存其进程的内存内容，随后进程结束。以后可以从那里继续运行，主机重启后也可以。</translation>
        </message>
        <message>
            <source>Name of the checkpoint</source>
            <translation>检查点名称</translation>
        </message>
        <message>
            <source>Leave it running</source>
            <translation>保持运行</translation>
        </message>
        <message>
            <source>It goes on at once, too.</source>
            <translation>它也会立即继续运行。</translation>
        </message>
        <message>
            <source>Go on from a checkpoint…</source>
            <translation>从检查点继续…</translation>
        </message>
        <message>
            <source>Its processes have the memory again that they had then. Its files are as they are now, and open connections are closed.</source>
            <translation>其进程恢复当时的内存。文件保持现在的样子，打开的连接会被关闭。</translation>
        </message>
        <message>
            <source>Its checkpoints</source>
            <translation>它的检查点</translation>
        </message>
        <message>
            <source>Remove a checkpoint…</source>
            <translation>删除检查点…</translation>
        </message>
        <message>
            <source>Checkpoints</source>
            <translation>检查点</translation>
        </message>
        <message>
            <source>Make an image of it…</source>
            <translation>由它创建镜像…</translation>
        </message>
        <message>
            <source>Its changed files and its configuration become an image. What is in volumes is not part of it.</source>
            <translation>更改过的文件和配置会成为镜像。卷中的内容不包括在内。</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>镜像名称</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>说明</translation>
        </message>
        <message>
            <source>Author</source>
            <translation>作者</translation>
        </message>
        <message>
            <source>Instruction</source>
            <translation>指令</translation>
        </message>
        <message>
            <source>Export its files…</source>
            <translation>导出其文件…</translation>
        </message>
        <message>
            <source>Writes its file system as one tar, without what is mounted in it.</source>
            <translation>将其文件系统写成一个 tar，不含挂载的内容。</translation>
        </message>
        <message>
            <source>To the file</source>
            <translation>到文件</translation>
        </message>
        <message>
            <source>Give it a further name…</source>
            <translation>再起一个名称…</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Make a container, do not start it…</source>
            <translation>创建容器但不启动…</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>the image's own</source>
            <translation>镜像自带的</translation>
        </message>
        <message>
            <source>Push…</source>
            <translation>推送…</translation>
        </message>
        <message>
            <source>Sends the image to the registry that its name says.</source>
            <translation>将镜像发送到其名称所指的仓库。</translation>
        </message>
        <message>
            <source>All tags of this name</source>
            <translation>此名称的所有标签</translation>
        </message>
        <message>
            <source>Every tag that this computer has of it</source>
            <translation>本机拥有的每个标签</translation>
        </message>
        <message>
            <source>Save as an archive…</source>
            <translation>另存为归档…</translation>
        </message>
        <message>
            <source>A tar that docker, podman and every reader of OCI layouts takes; digests stay.</source>
            <translation>docker、podman 和任何 OCI 布局读取器都能读取的 tar；摘要不变。</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史</translation>
        </message>
        <message>
            <source>Compare with another image…</source>
            <translation>与另一镜像比较…</translation>
        </message>
        <message>
            <source>Configuration, packages and files that differ.</source>
            <translation>有差异的配置、软件包和文件。</translation>
        </message>
        <message>
            <source>Other image</source>
            <translation>另一镜像</translation>
        </message>
        <message>
            <source>Inspect</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>Save the list of packages…</source>
            <translation>保存软件包清单…</translation>
        </message>
        <message>
            <source>A bill of materials.</source>
            <translation>物料清单。</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>格式</translation>
        </message>
        <message>
            <source>Manifest in the registry</source>
            <translation>仓库中的清单</translation>
        </message>
        <message>
            <source>Asks the registry for it; nothing is fetched besides.</source>
            <translation>向仓库查询；不获取其他内容。</translation>
        </message>
        <message>
            <source>Without checking its certificate</source>
            <translation>不检查其证书</translation>
        </message>
        <message>
            <source>For a registry of your own</source>
            <translation>用于您自己的仓库</translation>
        </message>
        <message>
            <source>Keep VMs of it ready…</source>
            <translation>保持其虚拟机就绪…</translation>
        </message>
        <message>
            <source>Boots a template once; VMs of this image then start from a copy of its memory.</source>
            <translation>启动一次模板；此镜像的虚拟机随后从其内存副本启动。</translation>
        </message>
        <message>
            <source>Spare VMs</source>
            <translation>备用虚拟机</translation>
        </message>
        <message>
            <source>CPUs, memory, ports…</source>
            <translation>CPU、内存、端口…</translation>
        </message>
        <message>
            <source>What a running VM cannot change takes effect at its next start.</source>
            <translation>运行中的虚拟机无法更改的内容在下次启动时生效。</translation>
        </message>
        <message>
            <source>Publish a port</source>
            <translation>发布端口</translation>
        </message>
        <message>
            <source>No longer publish</source>
            <translation>不再发布</translation>
        </message>
        <message>
            <source>Steps of its first boot</source>
            <translation>首次启动的步骤</translation>
        </message>
        <message>
            <source>Waits until it stops and tells its exit code.</source>
            <translation>等待其停止并告知退出码。</translation>
        </message>
        <message>
            <source>Save its memory and switch it off</source>
            <translation>保存内存并关机</translation>
        </message>
        <message>
            <source>The next start goes on where it was.</source>
            <translation>下次启动从中断处继续。</translation>
        </message>
        <message>
            <source>Go on from its saved memory…</source>
            <translation>从保存的内存继续…</translation>
        </message>
        <message>
            <source>Forget the saved memory instead</source>
            <translation>改为丢弃保存的内存</translation>
        </message>
        <message>
            <source>The next start boots it</source>
            <translation>下次启动将重新引导</translation>
        </message>
        <message>
            <source>Start with this computer…</source>
            <translation>随本机启动…</translation>
        </message>
        <message>
            <source>No longer</source>
            <translation>不再</translation>
        </message>
        <message>
            <source>It starts only when somebody starts it</source>
            <translation>仅在有人启动时启动</translation>
        </message>
        <message>
            <source>Clone…</source>
            <translation>克隆…</translation>
        </message>
        <message>
            <source>Copy-on-write disks and an identity of its own.</source>
            <translation>写时复制磁盘和独立的身份。</translation>
        </message>
        <message>
            <source>Name of the clone</source>
            <translation>克隆的名称</translation>
        </message>
        <message>
            <source>Export its disk…</source>
            <translation>导出其磁盘…</translation>
        </message>
        <message>
            <source>The ending of the name says the format: .qcow2, .raw or .ova.</source>
            <translation>名称后缀决定格式：.qcow2、.raw 或 .ova。</translation>
        </message>
        <message>
            <source>Picture of its screen…</source>
            <translation>屏幕截图…</translation>
        </message>
        <message>
            <source>Copy files out of it…</source>
            <translation>从中复制出文件…</translation>
        </message>
        <message>
            <source>Drop files on it to copy them in.</source>
            <translation>将文件拖放到其上即可复制进去。</translation>
        </message>
        <message>
            <source>Path in the VM</source>
            <translation>虚拟机内的路径</translation>
        </message>
        <message>
            <source>To the folder</source>
            <translation>到文件夹</translation>
        </message>
        <message>
            <source>Disks</source>
            <translation>磁盘</translation>
        </message>
        <message>
            <source>Add a disk…</source>
            <translation>添加磁盘…</translation>
        </message>
        <message>
            <source>A new one, or a file that is there.</source>
            <translation>新磁盘或现有文件。</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Read only</source>
            <translation>只读</translation>
        </message>
        <message>
            <source>The guest cannot write to it</source>
            <translation>客户机无法写入</translation>
        </message>
        <message>
            <source>Enlarge a disk…</source>
            <translation>扩大磁盘…</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>磁盘</translation>
        </message>
        <message>
            <source>New size</source>
            <translation>新大小</translation>
        </message>
        <message>
            <source>Take a disk out…</source>
            <translation>取出磁盘…</translation>
        </message>
        <message>
            <source>Delete its file</source>
            <translation>删除其文件</translation>
        </message>
        <message>
            <source>Only one that Catamaran made</source>
            <translation>仅限由 Catamaran 创建的</translation>
        </message>
        <message>
            <source>Shared folders</source>
            <translation>共享文件夹</translation>
        </message>
        <message>
            <source>Share a folder…</source>
            <translation>共享文件夹…</translation>
        </message>
        <message>
            <source>The guest mounts it by its tag.</source>
            <translation>客户机通过标记挂载。</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Tag</source>
            <translation>标记</translation>
        </message>
        <message>
            <source>Share a folder no longer…</source>
            <translation>不再共享文件夹…</translation>
        </message>
        <message>
            <source>Load images of an archive…</source>
            <translation>从归档加载镜像…</translation>
        </message>
        <message>
            <source>What “save” wrote.</source>
            <translation>“save” 写出的内容。</translation>
        </message>
        <message>
            <source>Archive</source>
            <translation>归档</translation>
        </message>
        <message>
            <source>Import a file system…</source>
            <translation>导入文件系统…</translation>
        </message>
        <message>
            <source>A tar with a root file system becomes an image of one layer.</source>
            <translation>包含根文件系统的 tar 成为单层镜像。</translation>
        </message>
        <message>
            <source>Make a base image…</source>
            <translation>创建基础镜像…</translation>
        </message>
        <message>
            <source>From packages of the distribution, without a registry. It takes a while.</source>
            <translation>由发行版的软件包制作，无需仓库。需要一些时间。</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Search a registry…</source>
            <translation>搜索仓库…</translation>
        </message>
        <message>
            <source>Search for</source>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Log in to a registry…</source>
            <translation>登录仓库…</translation>
        </message>
        <message>
            <source>The password goes to a credential helper or the kernel's keyring, never into the line.</source>
            <translation>密码交给凭据助手或内核密钥环，绝不出现在命令行中。</translation>
        </message>
        <message>
            <source>Registry</source>
            <translation>仓库</translation>
        </message>
        <message>
            <source>User</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>密码</translation>
        </message>
        <message>
            <source>Log out of a registry…</source>
            <translation>注销仓库…</translation>
        </message>
        <message>
            <source>Remove unused images…</source>
            <translation>移除未使用的镜像…</translation>
        </message>
        <message>
            <source>Named ones too</source>
            <translation>包括有名称的</translation>
        </message>
        <message>
            <source>All that no container uses, not only those without a name</source>
            <translation>所有未被容器使用的镜像，而不仅是无名的</translation>
        </message>
        <message>
            <source>Remove unused networks</source>
            <translation>移除未使用的网络</translation>
        </message>
        <message>
            <source>Networks of your own that no container is on, running or not.</source>
            <translation>没有任何容器（无论是否运行）使用的自建网络。</translation>
        </message>
        <message>
            <source>Repair links and firewall rules</source>
            <translation>修复链路和防火墙规则</translation>
        </message>
        <message>
            <source>Brings them back to what is recorded, after somebody has flushed the firewall.</source>
            <translation>在有人清空防火墙后恢复为记录的状态。</translation>
        </message>
        <message>
            <source>New VM of a disk…</source>
            <translation>由磁盘新建虚拟机…</translation>
        </message>
        <message>
            <source>A cloud image, another disk or an installer (ISO) becomes a VM.</source>
            <translation>云镜像、其他磁盘或安装程序（ISO）成为虚拟机。</translation>
        </message>
        <message>
            <source>Disk image</source>
            <translation>磁盘映像</translation>
        </message>
        <message>
            <source>Installer (ISO)</source>
            <translation>安装程序（ISO）</translation>
        </message>
        <message>
            <source>Size of the disk</source>
            <translation>磁盘大小</translation>
        </message>
        <message>
            <source>Cloud-init</source>
            <translation>Cloud-init</translation>
        </message>
        <message>
            <source>VMs that are kept ready</source>
            <translation>保持就绪的虚拟机</translation>
        </message>
        <message>
            <source>Remove VMs that are kept ready</source>
            <translation>移除保持就绪的虚拟机</translation>
        </message>
        <message>
            <source>Templates and spare VMs.</source>
            <translation>模板和备用虚拟机。</translation>
        </message>
        <message>
            <source>Kernels of light VMs</source>
            <translation>轻量虚拟机的内核</translation>
        </message>
        <message>
            <source>Import a kernel for light VMs…</source>
            <translation>为轻量虚拟机导入内核…</translation>
        </message>
        <message>
            <source>A kernel package of the distribution (.deb).</source>
            <translation>发行版的内核软件包（.deb）。</translation>
        </message>
        <message>
            <source>Package</source>
            <translation>软件包</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>变化</translation>
        </message>
        <message>
            <source>Disks and folders</source>
            <translation>磁盘和文件夹</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui</name>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 分</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 小时 %2 分</translation>
        </message>
        <message>
            <source>%1 d %2 h</source>
            <translation>%1 天 %2 小时</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>虚拟机</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>容器</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>创建时间</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>正在启动</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>正在停止</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>概览</translation>
        </message>
        <message>
            <source>Workloads</source>
            <translation>工作负载</translation>
        </message>
        <message>
            <source>Stacks</source>
            <translation>堆栈</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>比较</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Resources</source>
            <translation>资源</translation>
        </message>
        <message>
            <source>Volumes</source>
            <translation>卷</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>详情</translation>
        </message>
        <message>
            <source>Doctor</source>
            <translation>医生</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>shares the host's kernel</source>
            <translation>共享主机内核</translation>
        </message>
        <message>
            <source>record, file system and network are made</source>
            <translation>创建记录、文件系统和网络</translation>
        </message>
        <message>
            <source>disk and domain are made</source>
            <translation>创建磁盘和域</translation>
        </message>
        <message>
            <source>the process runs</source>
            <translation>进程运行中</translation>
        </message>
        <message>
            <source>the guest's kernel has booted</source>
            <translation>客户机内核已启动</translation>
        </message>
        <message>
            <source>the guest's init has mounted everything</source>
            <translation>客户机 init 已挂载全部内容</translation>
        </message>
        <message>
            <source>the image's program runs</source>
            <translation>镜像的程序运行中</translation>
        </message>
        <message>
            <source>the port is open</source>
            <translation>端口已打开</translation>
        </message>
        <message>
            <source>the first HTTP 200 arrived</source>
            <translation>首个 HTTP 200 已到达</translation>
        </message>
        <message>
            <source>waiting for its turn</source>
            <translation>等待轮到它</translation>
        </message>
        <message>
            <source>no run yet</source>
            <translation>尚未运行</translation>
        </message>
        <message>
            <source>warm-up</source>
            <translation>预热</translation>
        </message>
        <message>
            <source>run %1 of %2</source>
            <translation>第 %1/%2 次运行</translation>
        </message>
        <message>
            <source>running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>Double click or Enter opens the details of the one that was kept</source>
            <translation>双击或按 Enter 打开所保留者的详情</translation>
        </message>
        <message>
            <source>Race</source>
            <translation>竞速</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::AskDialog</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Choose: %1</source>
            <translation>选择：%1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Banner</name>
        <message>
            <source>Copy this message</source>
            <translation>复制此消息</translation>
        </message>
        <message>
            <source>Dismiss this message</source>
            <translation>关闭此消息</translation>
        </message>
        <message>
            <source>Something went wrong</source>
            <translation>出了问题</translation>
        </message>
        <message>
            <source>What to do: %1</source>
            <translation>解决办法：%1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Capture</name>
        <message>
            <source>the state did not settle in time</source>
            <translation>状态未能及时稳定</translation>
        </message>
        <message>
            <source>cannot make the folder %1</source>
            <translation>无法创建文件夹 %1</translation>
        </message>
        <message>
            <source>cannot write %1</source>
            <translation>无法写入 %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ChartCard</name>
        <message>
            <source>Save %1 as CSV…</source>
            <translation>将“%1”另存为 CSV…</translation>
        </message>
        <message>
            <source>%1 as a table</source>
            <translation>%1 的表格</translation>
        </message>
        <message>
            <source>Chart: %1</source>
            <translation>图表：%1</translation>
        </message>
        <message>
            <source>Tables (*.csv);;All files (*)</source>
            <translation>表格 (*.csv);;所有文件 (*)</translation>
        </message>
        <message>
            <source>Saved to %1</source>
            <translation>已保存到 %1</translation>
        </message>
        <message>
            <source>Not saved: %1</source>
            <translation>未保存：%1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::CliLine</name>
        <message>
            <source>Copy the command line</source>
            <translation>复制命令行</translation>
        </message>
        <message>
            <source>Copy the command line
%1</source>
            <translation>复制命令行
%1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ComparePage</name>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Run the image as a container and as a VM, in turn (Ctrl+R)</source>
            <translation>轮流将镜像作为容器和虚拟机运行 (Ctrl+R)</translation>
        </message>
        <message>
            <source>One image, two hulls</source>
            <translation>一个镜像，两种载体</translation>
        </message>
        <message>
            <source>Press Run: the image starts in turn as a container and as a light VM until it answers over HTTP. Start-up time, memory and disk of both are measured, and the last pair stays for live charts. Nothing else is left behind.</source>
            <translation>按“运行”：镜像轮流作为容器和轻量虚拟机启动，直到通过 HTTP 应答。测量两者的启动时间、内存和磁盘，最后一对会保留用于实时图表。不会留下其他任何东西。</translation>
        </message>
        <message>
            <source>The experiment was cancelled; nothing is left behind</source>
            <translation>实验已取消；没有留下任何东西</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>比较</translation>
        </message>
        <message>
            <source>Startup race</source>
            <translation>启动竞速</translation>
        </message>
        <message>
            <source>Isolation</source>
            <translation>隔离</translation>
        </message>
        <message>
            <source>Density</source>
            <translation>密度</translation>
        </message>
        <message>
            <source>Work</source>
            <translation>工作</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>表格</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史</translation>
        </message>
        <message>
            <source>How soon the same image answers in both hulls</source>
            <translation>同一镜像在两种载体中多快应答</translation>
        </message>
        <message>
            <source>What each hull shares with this computer, with evidence</source>
            <translation>每种载体与这台计算机共享什么，附证据</translation>
        </message>
        <message>
            <source>How many fit, with a safety stop</source>
            <translation>能容纳多少个，带安全停止</translation>
        </message>
        <message>
            <source>The same programs timed inside both hulls</source>
            <translation>同样的程序在两种载体中计时</translation>
        </message>
        <message>
            <source>The textbook's table, filled with this computer's figures</source>
            <translation>教科书中的表格，填入这台计算机的数据</translation>
        </message>
        <message>
            <source>All past experiments</source>
            <translation>所有以往的实验</translation>
        </message>
        <message>
            <source>%1 (Alt+%2)</source>
            <translation>%1 (Alt+%2)</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Image to compare</source>
            <translation>要比较的镜像</translation>
        </message>
        <message>
            <source>The image that runs in both hulls; its port 80 must answer HTTP 200</source>
            <translation>在两种载体中运行的镜像；其 80 端口必须以 HTTP 200 应答</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>次数</translation>
        </message>
        <message>
            <source>Runs of each hull</source>
            <translation>每种载体的运行次数</translation>
        </message>
        <message>
            <source>Measured runs of each hull, after one warm-up; more runs give a firmer median</source>
            <translation>一次预热之后，每种载体的测量次数；次数越多，中位数越可靠</translation>
        </message>
        <message>
            <source>Progress of the comparison</source>
            <translation>比较的进度</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Stop the race and remove what it started</source>
            <translation>停止竞速并移除其启动的内容</translation>
        </message>
        <message>
            <source>Copy as Markdown</source>
            <translation>复制为 Markdown</translation>
        </message>
        <message>
            <source>Export report…</source>
            <translation>导出报告…</translation>
        </message>
        <message>
            <source>Copied as Markdown</source>
            <translation>已复制为 Markdown</translation>
        </message>
        <message>
            <source>Memory when settled</source>
            <translation>稳定后的内存</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>磁盘</translation>
        </message>
        <message>
            <source>Live: the pair that was kept</source>
            <translation>实时：保留的一对</translation>
        </message>
        <message>
            <source>Remove the pair</source>
            <translation>移除这一对</translation>
        </message>
        <message>
            <source>Stop and remove the container and the VM that the last run left</source>
            <translation>停止并移除上次运行留下的容器和虚拟机</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Network received</source>
            <translation>网络接收</translation>
        </message>
        <message>
            <source>Disk written</source>
            <translation>磁盘写入</translation>
        </message>
        <message>
            <source>Cancelling, and removing what was started…</source>
            <translation>正在取消，并移除已启动的内容…</translation>
        </message>
        <message>
            <source>Warming up: %1</source>
            <translation>预热：%1</translation>
        </message>
        <message>
            <source>Run %1 of %2: %3</source>
            <translation>第 %1/%2 次运行：%3</translation>
        </message>
        <message>
            <source>The comparison was cancelled; nothing is left behind</source>
            <translation>比较已取消；没有留下任何东西</translation>
        </message>
        <message>
            <source>Saved %1</source>
            <translation>已保存 %1</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>正在准备</translation>
        </message>
        <message>
            <source>kernel %1</source>
            <translation>内核 %1</translation>
        </message>
        <message>
            <source>%1 CPUs</source>
            <translation>%1 个 CPU</translation>
        </message>
        <message>
            <source>shared with others</source>
            <translation>与其他共享</translation>
        </message>
        <message>
            <source>its own</source>
            <translation>独占</translation>
        </message>
        <message>
            <source>Run again</source>
            <translation>再次运行</translation>
        </message>
        <message>
            <source>Runs both hulls in turn and measures until the first HTTP 200.</source>
            <translation>轮流运行两种载体，测量到首个 HTTP 200 为止。</translation>
        </message>
        <message>
            <source>The engine is not open.</source>
            <translation>引擎未打开。</translation>
        </message>
        <message>
            <source>The same image as a container and as a VM, side by side on this computer</source>
            <translation>同一镜像作为容器和虚拟机，在这台计算机上并排运行</translation>
        </message>
        <message>
            <source>Comparison of %1</source>
            <translation>%1 的比较</translation>
        </message>
        <message>
            <source>Its details can be opened when the race is over</source>
            <translation>竞速结束后可打开其详情</translation>
        </message>
        <message>
            <source>Nothing is left of this lane: only the pair of the last race is kept</source>
            <translation>此赛道没有保留：只保留上次竞速的一对</translation>
        </message>
        <message>
            <source>Export the comparison</source>
            <translation>导出比较</translation>
        </message>
        <message>
            <source>HTML report (*.html);;PDF (*.pdf);;Picture of this page (*.png);;CSV table (*.csv);;JSON (*.json);;Markdown (*.md)</source>
            <translation>HTML 报告 (*.html);;PDF (*.pdf);;此页的图片 (*.png);;CSV 表格 (*.csv);;JSON (*.json);;Markdown (*.md)</translation>
        </message>
        <message>
            <source>Cannot write %1</source>
            <translation>无法写入 %1</translation>
        </message>
        <message>
            <source>The file could not be created</source>
            <translation>无法创建文件</translation>
        </message>
        <message>
            <source>Choose another folder</source>
            <translation>请选择其他文件夹</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Conveniences</name>
        <message>
            <source>Search</source>
            <translation>搜索</translation>
        </message>
        <message>
            <source> Search  Ctrl+K</source>
            <translation> 搜索  Ctrl+K</translation>
        </message>
        <message>
            <source>Search everything, and do anything (Ctrl+K)</source>
            <translation>搜索一切，执行任何操作 (Ctrl+K)</translation>
        </message>
        <message>
            <source>Kept</source>
            <translation>已保留</translation>
        </message>
        <message>
            <source>page show go to</source>
            <translation>页面 显示 转到</translation>
        </message>
        <message>
            <source>Run an image…</source>
            <translation>运行镜像…</translation>
        </message>
        <message>
            <source>new container VM create start</source>
            <translation>新建 容器 虚拟机 创建 启动</translation>
        </message>
        <message>
            <source>Refresh</source>
            <translation>刷新</translation>
        </message>
        <message>
            <source>reload update</source>
            <translation>重新加载 更新</translation>
        </message>
        <message>
            <source>reclaim space disk clean prune</source>
            <translation>回收 空间 磁盘 清理</translation>
        </message>
        <message>
            <source>Switch off: %1</source>
            <translation>关闭：%1</translation>
        </message>
        <message>
            <source>Switch on: %1</source>
            <translation>开启：%1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DensityPanel</name>
        <message>
            <source>VMs</source>
            <translation>虚拟机</translation>
        </message>
        <message>
            <source>Containers</source>
            <translation>容器</translation>
        </message>
        <message>
            <source>Ends by itself before memory gets short; all is removed then.</source>
            <translation>在内存不足之前自动结束；随后全部移除。</translation>
        </message>
        <message>
            <source>Start containers or VMs of the image</source>
            <translation>启动该镜像的容器或虚拟机</translation>
        </message>
        <message>
            <source>At most</source>
            <translation>最多</translation>
        </message>
        <message>
            <source>The ramp ends here, or earlier at a safety stop</source>
            <translation>递增在此结束，或因安全停止而更早结束</translation>
        </message>
        <message>
            <source>How many fit on this computer?</source>
            <translation>这台计算机能容纳多少个？</translation>
        </message>
        <message>
            <source>Instances of one image are started one after the other. The ramp stops at your number, or as soon as memory gets short or starts get slow; then all of them are removed. Run it for containers and for VMs, and the curves lie side by side.</source>
            <translation>逐个启动同一镜像的实例。达到您设定的数量，或内存不足、启动变慢时即停止；然后全部移除。对容器和虚拟机各运行一次，两条曲线会并排显示。</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>%1: %2 ran</source>
            <translation>%1：运行了 %2 个</translation>
        </message>
        <message>
            <source>, %1 each</source>
            <translation>，每个 %1</translation>
        </message>
        <message>
            <source>, about %1 would fit (estimate)</source>
            <translation>，约可容纳 %1 个（估计）</translation>
        </message>
        <message>
            <source>, more are coming</source>
            <translation>，还在增加</translation>
        </message>
        <message>
            <source>; safety stop: %1</source>
            <translation>；安全停止：%1</translation>
        </message>
        <message>
            <source>; ended: %1</source>
            <translation>；结束：%1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DetailsPage</name>
        <message>
            <source>Logs of %1 workloads</source>
            <translation>%1 个工作负载的日志</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>详情</translation>
        </message>
        <message>
            <source>Container or VM</source>
            <translation>容器或虚拟机</translation>
        </message>
        <message>
            <source>Show another container or VM</source>
            <translation>显示另一个容器或虚拟机</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>启动</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>Everything else that can be done with it (Alt+M)</source>
            <translation>可对其执行的其他操作（Alt+M）</translation>
        </message>
        <message>
            <source>All workloads</source>
            <translation>所有工作负载</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>返回</translation>
        </message>
        <message>
            <source>Back to the list (Alt+Left)</source>
            <translation>返回列表 (Alt+左)</translation>
        </message>
        <message>
            <source>Back to where you were (Alt+Left)</source>
            <translation>返回原处（Alt+左）</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>概要</translation>
        </message>
        <message>
            <source>Logs</source>
            <translation>日志</translation>
        </message>
        <message>
            <source>Terminal</source>
            <translation>终端</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Stats</source>
            <translation>统计</translation>
        </message>
        <message>
            <source>Inspect</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>Health</source>
            <translation>健康</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Snapshots</source>
            <translation>快照</translation>
        </message>
        <message>
            <source>Screen</source>
            <translation>屏幕</translation>
        </message>
        <message>
            <source>%1 (Alt+%2)</source>
            <translation>%1 (Alt+%2)</translation>
        </message>
        <message>
            <source>Console</source>
            <translation>控制台</translation>
        </message>
        <message>
            <source>Restart</source>
            <translation>重启</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>恢复</translation>
        </message>
        <message>
            <source>Kill</source>
            <translation>强制终止</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>移除…</translation>
        </message>
        <message>
            <source>Merged by time</source>
            <translation>按时间合并</translation>
        </message>
        <message>
            <source>It is gone</source>
            <translation>它已不存在</translation>
        </message>
        <message>
            <source>Start it
%1</source>
            <translation>启动
%1</translation>
        </message>
        <message>
            <source>Ask it to end
%1</source>
            <translation>请求结束
%1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DetailsPanel</name>
        <message>
            <source>Inspect, as JSON</source>
            <translation>查看 JSON</translation>
        </message>
        <message>
            <source>Close the details</source>
            <translation>关闭详情</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>启动</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>移除…</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>概要</translation>
        </message>
        <message>
            <source>Logs</source>
            <translation>日志</translation>
        </message>
        <message>
            <source>Stats</source>
            <translation>统计</translation>
        </message>
        <message>
            <source>Inspect</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>Times</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>跟随</translation>
        </message>
        <message>
            <source>Following</source>
            <translation>正在跟随</translation>
        </message>
        <message>
            <source>End of the log</source>
            <translation>日志末尾</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>已接收</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>已发送</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>磁盘</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>读取</translation>
        </message>
        <message>
            <source>Written</source>
            <translation>写入</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>标识</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>创建时间</translation>
        </message>
        <message>
            <source>Up for</source>
            <translation>已运行</translation>
        </message>
        <message>
            <source>Last start</source>
            <translation>上次启动</translation>
        </message>
        <message>
            <source>Exit code</source>
            <translation>退出码</translation>
        </message>
        <message>
            <source>Health</source>
            <translation>健康</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>端口</translation>
        </message>
        <message>
            <source>Disk, shared</source>
            <translation>磁盘(共享)</translation>
        </message>
        <message>
            <source>Disk, own</source>
            <translation>磁盘(独占)</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Made by another program; it can be watched and stopped here.</source>
            <translation>由其他程序创建；可在此查看和停止。</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DiskCard</name>
        <message>
            <source>On the disk</source>
            <translation>磁盘占用</translation>
        </message>
        <message>
            <source>Counting…</source>
            <translation>正在统计…</translation>
        </message>
        <message>
            <source>Reclaim space</source>
            <translation>回收空间</translation>
        </message>
        <message>
            <source>Choose what goes; the line for a shell stands beside each</source>
            <translation>选择要清理的内容；旁边是对应的命令行</translation>
        </message>
        <message>
            <source>%1 used · %2 could be free again · %3 free on the disk</source>
            <translation>已用 %1 · 可回收 %2 · 磁盘剩余 %3</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Doctor</name>
        <message>
            <source>The engine opens its state directory</source>
            <translation>引擎打开其状态目录</translation>
        </message>
        <message>
            <source>Needed, and missing</source>
            <translation>必需但缺少</translation>
        </message>
        <message>
            <source>Could be better</source>
            <translation>可以改进</translation>
        </message>
        <message>
            <source>In order</source>
            <translation>正常</translation>
        </message>
        <message>
            <source>One thing that is needed is missing</source>
            <translation>缺少一项必需的内容</translation>
        </message>
        <message>
            <source>%1 things that are needed are missing</source>
            <translation>缺少 %1 项必需的内容</translation>
        </message>
        <message>
            <source>Put it right and check again. What still works can be used meanwhile.</source>
            <translation>修正后再次检查。期间仍可使用正常的部分。</translation>
        </message>
        <message>
            <source>All that is needed is there</source>
            <translation>所需的都已具备</translation>
        </message>
        <message>
            <source>One thing could be better; nothing has to be done.</source>
            <translation>有一项可以改进；不必处理。</translation>
        </message>
        <message>
            <source>%1 things could be better; nothing has to be done.</source>
            <translation>有 %1 项可以改进；不必处理。</translation>
        </message>
        <message>
            <source>This computer is in order</source>
            <translation>这台计算机一切正常</translation>
        </message>
        <message>
            <source>Containers and VMs find all they need.</source>
            <translation>容器和虚拟机所需的都已具备。</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DoctorPage</name>
        <message>
            <source>Copy command</source>
            <translation>复制命令</translation>
        </message>
        <message>
            <source>Copy “%1”: the same checks in a terminal</source>
            <translation>复制“%1”：在终端中进行同样的检查</translation>
        </message>
        <message>
            <source>Check again</source>
            <translation>重新检查</translation>
        </message>
        <message>
            <source>Look at this computer again (Ctrl+R)</source>
            <translation>再次检查这台计算机 (Ctrl+R)</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>正在检查…</translation>
        </message>
        <message>
            <source>What containers and VMs need of this computer</source>
            <translation>容器和虚拟机对这台计算机的要求</translation>
        </message>
        <message>
            <source>What containers and VMs need, and what to do where it is missing</source>
            <translation>容器和虚拟机需要什么，缺少时该怎么办</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>已复制：%1</translation>
        </message>
        <message>
            <source>Put right, until the next start of the computer</source>
            <translation>已修复，下次开机前有效</translation>
        </message>
        <message>
            <source>Doctor</source>
            <translation>医生</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <source>Notice</source>
            <translation>注意</translation>
        </message>
        <message>
            <source>Missing</source>
            <translation>缺失</translation>
        </message>
        <message>
            <source>What to do: %1</source>
            <translation>解决办法：%1</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>Put right</source>
            <translation>修复</translation>
        </message>
        <message>
            <source>Does the same as: %1</source>
            <translation>等同于：%1</translation>
        </message>
        <message>
            <source>Reclaim space</source>
            <translation>回收空间</translation>
        </message>
        <message>
            <source>Show what lies on the disk and can go</source>
            <translation>显示磁盘上的内容以及可清理的部分</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Copy: %1</source>
            <translation>复制：%1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DropTarget</name>
        <message>
            <source>Drop to open %1</source>
            <translation>松开以打开 %1</translation>
        </message>
        <message>
            <source>Copy %1 into %2</source>
            <translation>将 %1 复制到 %2</translation>
        </message>
        <message>
            <source>Copy %1 files into %2</source>
            <translation>将 %1 个文件复制到 %2</translation>
        </message>
        <message>
            <source>Open %1 as a stack</source>
            <translation>将 %1 作为堆栈打开</translation>
        </message>
        <message>
            <source>Nothing can be made of this</source>
            <translation>无法处理此内容</translation>
        </message>
        <message>
            <source>Drop it to see its services, ports and volumes. Nothing is started yet.</source>
            <translation>松开以查看其服务、端口和卷。尚不会启动任何东西。</translation>
        </message>
        <message>
            <source>Drop it to see what can be done with it. Nothing is done yet.</source>
            <translation>松开以查看可以做什么。尚不会执行任何操作。</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::FileBrowser</name>
        <message>
            <source>To the folder above (Backspace)</source>
            <translation>到上级文件夹 (Backspace)</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>The folder that is shown; type another and press Enter</source>
            <translation>当前显示的文件夹；输入其他路径并按 Enter</translation>
        </message>
        <message>
            <source>Read the folder again (F5)</source>
            <translation>重新读取文件夹 (F5)</translation>
        </message>
        <message>
            <source>Upload…</source>
            <translation>上传…</translation>
        </message>
        <message>
            <source>Copy files of this computer into the folder; or drop them onto the list</source>
            <translation>将这台计算机的文件复制到该文件夹；或将其拖到列表上</translation>
        </message>
        <message>
            <source>Download…</source>
            <translation>下载…</translation>
        </message>
        <message>
            <source>Copy what is selected to a folder of this computer</source>
            <translation>将选中的内容复制到这台计算机的文件夹</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Files of this directory; Enter opens one, Backspace goes up</source>
            <translation>此目录的文件；Enter 打开，Backspace 返回上级</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>权限</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>所有者</translation>
        </message>
        <message>
            <source>Modified</source>
            <translation>修改时间</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Write the file back; owner and mode stay (Ctrl+S)</source>
            <translation>写回文件；所有者和权限不变 (Ctrl+S)</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Back to the list; what is not saved is lost (Esc)</source>
            <translation>返回列表；未保存的内容会丢失 (Esc)</translation>
        </message>
        <message>
            <source>Text of the file</source>
            <translation>文件的文本</translation>
        </message>
        <message>
            <source>Ctrl+S saves, Esc closes</source>
            <translation>Ctrl+S 保存，Esc 关闭</translation>
        </message>
        <message>
            <source>entry</source>
            <translation>个条目</translation>
        </message>
        <message>
            <source>entries</source>
            <translation>个条目</translation>
        </message>
        <message>
            <source>%1, %2 of them changed since the image</source>
            <translation>%1，其中 %2 个自镜像以来有变化</translation>
        </message>
        <message>
            <source>%1 is not a text file; download it to open it with another program</source>
            <translation>%1 不是文本文件；请下载后用其他程序打开</translation>
        </message>
        <message>
            <source>Saved</source>
            <translation>已保存</translation>
        </message>
        <message>
            <source>Copy into %1</source>
            <translation>复制到 %1</translation>
        </message>
        <message>
            <source>Copy to</source>
            <translation>复制到</translation>
        </message>
        <message>
            <source>Added since the image</source>
            <translation>镜像之后新增</translation>
        </message>
        <message>
            <source>Changed since the image</source>
            <translation>镜像之后更改</translation>
        </message>
        <message>
            <source>Deleted since the image</source>
            <translation>镜像之后删除</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::FilterChips</name>
        <message>
            <source>All kinds</source>
            <translation>所有类型</translation>
        </message>
        <message>
            <source>Containers</source>
            <translation>容器</translation>
        </message>
        <message>
            <source>VMs</source>
            <translation>虚拟机</translation>
        </message>
        <message>
            <source>All states</source>
            <translation>所有状态</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Save filter</source>
            <translation>保存筛选</translation>
        </message>
        <message>
            <source>Keep kind, state and text of this filter under a name (Ctrl+Shift+S)</source>
            <translation>以名称保存此筛选的类型、状态和文本（Ctrl+Shift+S）</translation>
        </message>
        <message>
            <source>Containers  %1</source>
            <translation>容器  %1</translation>
        </message>
        <message>
            <source>VMs  %1</source>
            <translation>虚拟机  %1</translation>
        </message>
        <message>
            <source>Running  %1</source>
            <translation>运行中  %1</translation>
        </message>
        <message>
            <source>Name of this filter:</source>
            <translation>此筛选的名称：</translation>
        </message>
        <message>
            <source>Your filter "%1"; Delete forgets it, the menu key shows more</source>
            <translation>您的筛选“%1”；按 Delete 删除，菜单键显示更多</translation>
        </message>
        <message>
            <source>Save what is chosen now as "%1"</source>
            <translation>将当前选择保存为“%1”</translation>
        </message>
        <message>
            <source>Forget "%1"	Delete</source>
            <translation>删除“%1”	Delete</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::GraphView</name>
        <message>
            <source>Services and what they need</source>
            <translation>服务及其依赖</translation>
        </message>
        <message>
            <source>connections to %1: %2</source>
            <translation>到 %1 的连接：%2</translation>
        </message>
        <message>
            <source>connections from %1: %2</source>
            <translation>来自 %1 的连接：%2</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::HealthHistory</name>
        <message>
            <source>every %1, unhealthy after %2 failures</source>
            <translation>每 %1 一次，失败 %2 次后为不健康</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::HealthTab</name>
        <message>
            <source>Probes over time; the table below has the same</source>
            <translation>随时间的探测；下方表格内容相同</translation>
        </message>
        <message>
            <source>Probes</source>
            <translation>探测</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>When</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>耗时</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>No health check</source>
            <translation>没有健康检查</translation>
        </message>
        <message>
            <source>Give one with HEALTHCHECK in the Dockerfile, or with “--health-cmd” when it is run; its probes are then shown here over time.</source>
            <translation>可在 Dockerfile 中用 HEALTHCHECK 指定，或在运行时用“--health-cmd”；其探测结果会按时间显示在这里。</translation>
        </message>
        <message>
            <source>Health check</source>
            <translation>健康检查</translation>
        </message>
        <message>
            <source>%1 · failed %2 times in a row</source>
            <translation>%1 · 连续失败 %2 次</translation>
        </message>
        <message>
            <source>ok</source>
            <translation>正常</translation>
        </message>
        <message>
            <source>failed (%1)</source>
            <translation>失败 (%1)</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::HistoryPanel</name>
        <message>
            <source>Startup race</source>
            <translation>启动竞速</translation>
        </message>
        <message>
            <source>Isolation</source>
            <translation>隔离</translation>
        </message>
        <message>
            <source>Density</source>
            <translation>密度</translation>
        </message>
        <message>
            <source>Work</source>
            <translation>工作</translation>
        </message>
        <message>
            <source>Past experiments</source>
            <translation>以往的实验</translation>
        </message>
        <message>
            <source>Lay two races over each other</source>
            <translation>将两次竞速叠加</translation>
        </message>
        <message>
            <source>Select two startup races in the table first</source>
            <translation>请先在表格中选择两次启动竞速</translation>
        </message>
        <message>
            <source>Forget</source>
            <translation>删除记录</translation>
        </message>
        <message>
            <source>Remove the selected experiments from the history</source>
            <translation>将选中的实验从历史中移除</translation>
        </message>
        <message>
            <source>When</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Experiment</source>
            <translation>实验</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Figure</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>First</source>
            <translation>第一次</translation>
        </message>
        <message>
            <source>Second</source>
            <translation>第二次</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>变化</translation>
        </message>
        <message>
            <source>Two races side by side</source>
            <translation>两次竞速并列</translation>
        </message>
        <message>
            <source>Nothing yet</source>
            <translation>尚无内容</translation>
        </message>
        <message>
            <source>Every experiment of this window and of the command line is kept here, so that you can lay today's beside last week's.</source>
            <translation>此窗口和命令行的每次实验都保存在这里，便于将今天的与上周的并列比较。</translation>
        </message>
        <message>
            <source>%1: startup, median</source>
            <translation>%1：启动，中位数</translation>
        </message>
        <message>
            <source>%1: startup, best</source>
            <translation>%1：启动，最佳</translation>
        </message>
        <message>
            <source>%1: memory</source>
            <translation>%1：内存</translation>
        </message>
        <message>
            <source>%1: disk of its own</source>
            <translation>%1：独占磁盘</translation>
        </message>
        <message>
            <source>%1, %2 and %3, %4</source>
            <translation>%1、%2 和 %3、%4</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::HullCard</name>
        <message>
            <source>Virtual machine</source>
            <translation>虚拟机</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>容器</translation>
        </message>
        <message>
            <source>Time to answer</source>
            <translation>应答时间</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>磁盘</translation>
        </message>
        <message>
            <source>CPU to answer</source>
            <translation>到应答为止的 CPU</translation>
        </message>
        <message>
            <source>sooner</source>
            <translation>更早</translation>
        </message>
        <message>
            <source>%1 – %2</source>
            <translation>%1 – %2</translation>
        </message>
        <message>
            <source>less</source>
            <translation>更少</translation>
        </message>
        <message>
            <source>%1 shared</source>
            <translation>共享 %1</translation>
        </message>
        <message>
            <source>%1: answers after %2, uses %3 of memory and %4 of disk</source>
            <translation>%1：%2 后应答，占用内存 %3、磁盘 %4</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ImagePanel</name>
        <message>
            <source>Select an image to look into it</source>
            <translation>选择镜像以查看其内容</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>层</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>发现</translation>
        </message>
        <message>
            <source>Packages</source>
            <translation>软件包</translation>
        </message>
        <message>
            <source>Scan</source>
            <translation>扫描</translation>
        </message>
        <message>
            <source>Each layer with its size; select one to see its files</source>
            <translation>每一层及其大小；选择一层查看其文件</translation>
        </message>
        <message>
            <source>Files of the layer</source>
            <translation>该层的文件</translation>
        </message>
        <message>
            <source>+ added, ~ changed, - removed; the largest first</source>
            <translation>+ 新增,~ 更改,- 删除；最大的在前</translation>
        </message>
        <message>
            <source>What the rules about images find</source>
            <translation>镜像规则的检查结果</translation>
        </message>
        <message>
            <source>Filter packages</source>
            <translation>筛选软件包</translation>
        </message>
        <message>
            <source>Filter by name, version, kind or licence</source>
            <translation>按名称、版本、类型或许可证筛选</translation>
        </message>
        <message>
            <source>Packages and modules found in the image</source>
            <translation>在镜像中找到的软件包和模块</translation>
        </message>
        <message>
            <source>Scan  %1</source>
            <translation>扫描  %1</translation>
        </message>
        <message>
            <source>Looking into its layers…</source>
            <translation>正在查看各层…</translation>
        </message>
        <message>
            <source>layer</source>
            <translation>层</translation>
        </message>
        <message>
            <source>layers</source>
            <translation>层</translation>
        </message>
        <message>
            <source>%1 of its bytes can be seen</source>
            <translation>%1 的字节可见</translation>
        </message>
        <message>
            <source>no distribution</source>
            <translation>无发行版</translation>
        </message>
        <message>
            <source>Findings  %1</source>
            <translation>发现  %1</translation>
        </message>
        <message>
            <source>Packages  %1</source>
            <translation>软件包  %1</translation>
        </message>
        <message>
            <source> · %1 hidden by later layers</source>
            <translation> · %1 被后面的层遮盖</translation>
        </message>
        <message>
            <source>(not said)</source>
            <translation>(未说明)</translation>
        </message>
        <message>
            <source>The rules find nothing</source>
            <translation>规则未发现问题</translation>
        </message>
        <message>
            <source>Configuration and files are as they should be</source>
            <translation>配置和文件均正常</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ImagesPage</name>
        <message>
            <source>In use by</source>
            <translation>使用者</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>标识</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>创建时间</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Images of this computer; Enter compares, Delete removes</source>
            <translation>这台计算机上的镜像；回车键比较，Delete 移除</translation>
        </message>
        <message>
            <source>No images yet</source>
            <translation>还没有镜像</translation>
        </message>
        <message>
            <source>The demo image is made on the first comparison. Build others with “catamaran build -t NAME DIRECTORY”.</source>
            <translation>演示镜像在首次比较时创建。其他镜像可用“catamaran build -t NAME DIRECTORY”构建。</translation>
        </message>
        <message>
            <source>Compare the demo</source>
            <translation>比较演示</translation>
        </message>
        <message>
            <source>Run side by side…</source>
            <translation>并排运行…</translation>
        </message>
        <message>
            <source>Compare the selected image as a container and as a VM</source>
            <translation>将所选镜像作为容器和虚拟机进行比较</translation>
        </message>
        <message>
            <source>Pull…</source>
            <translation>拉取…</translation>
        </message>
        <message>
            <source>Fetch an image from a registry (Ctrl+P)</source>
            <translation>从仓库获取镜像 (Ctrl+P)</translation>
        </message>
        <message>
            <source>Build…</source>
            <translation>构建…</translation>
        </message>
        <message>
            <source>Build an image of a folder with a Dockerfile (Ctrl+B)</source>
            <translation>用含 Dockerfile 的文件夹构建镜像 (Ctrl+B)</translation>
        </message>
        <message>
            <source>Remove the selected image (Delete)</source>
            <translation>移除所选镜像 (Delete)</translation>
        </message>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>Archives, registries and cleaning up (Alt+M)</source>
            <translation>归档、仓库和清理（Alt+M）</translation>
        </message>
        <message>
            <source>(no name)</source>
            <translation>(无名称)</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>无</translation>
        </message>
        <message>
            <source>workload</source>
            <translation>个工作负载</translation>
        </message>
        <message>
            <source>workloads</source>
            <translation>个工作负载</translation>
        </message>
        <message>
            <source>image</source>
            <translation>个镜像</translation>
        </message>
        <message>
            <source>images</source>
            <translation>个镜像</translation>
        </message>
        <message>
            <source>Run…</source>
            <translation>运行…</translation>
        </message>
        <message>
            <source>Pull again</source>
            <translation>重新拉取</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Pull an image</source>
            <translation>拉取镜像</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>镜像名称</translation>
        </message>
        <message>
            <source>alpine:3.20, ghcr.io/owner/image</source>
            <translation>alpine:3.20, ghcr.io/owner/image</translation>
        </message>
        <message>
            <source>Pull</source>
            <translation>拉取</translation>
        </message>
        <message>
            <source>Folder with a Dockerfile</source>
            <translation>含 Dockerfile 的文件夹</translation>
        </message>
        <message>
            <source>Build an image</source>
            <translation>构建镜像</translation>
        </message>
        <message>
            <source>localhost/name:tag</source>
            <translation>localhost/name:tag</translation>
        </message>
        <message>
            <source>Build</source>
            <translation>构建</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::InspectTab</name>
        <message>
            <source>Search names and values</source>
            <translation>搜索名称和值</translation>
        </message>
        <message>
            <source>Shows the rows with this text and what leads to them (Ctrl+F)</source>
            <translation>显示含此文本的行及其上级 (Ctrl+F)</translation>
        </message>
        <message>
            <source>Copy as JSON</source>
            <translation>复制为 JSON</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Details as a tree</source>
            <translation>树形详情</translation>
        </message>
        <message>
            <source>%1 rows</source>
            <translation>%1 行</translation>
        </message>
        <message>
            <source>This is not JSON</source>
            <translation>这不是 JSON</translation>
        </message>
        <message>
            <source>Copy the value</source>
            <translation>复制值</translation>
        </message>
        <message>
            <source>Copy the path</source>
            <translation>复制路径</translation>
        </message>
        <message>
            <source>Copy as a template</source>
            <translation>复制为模板</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::IsolationPanel</name>
        <message>
            <source>shared</source>
            <translation>共享</translation>
        </message>
        <message>
            <source>shared, filtered</source>
            <translation>共享，经过滤</translation>
        </message>
        <message>
            <source>its own</source>
            <translation>独占</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>Asks the image's shell in both hulls what it sees; nothing is changed.</source>
            <translation>询问镜像的 shell 在两种载体中看到什么；不做任何更改。</translation>
        </message>
        <message>
            <source>Thing</source>
            <translation>项目</translation>
        </message>
        <message>
            <source>Host</source>
            <translation>主机</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>容器</translation>
        </message>
        <message>
            <source>seen there</source>
            <translation>在其中看到</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>虚拟机</translation>
        </message>
        <message>
            <source>What is shared with the host</source>
            <translation>与主机共享的内容</translation>
        </message>
        <message>
            <source>What do they share with this computer?</source>
            <translation>它们与这台计算机共享什么？</translation>
        </message>
        <message>
            <source>A container is a program of this kernel with blinkers on; a VM brings a kernel of its own. Press Run, and both are asked for the evidence: kernel, processes, network, rights, devices and more, side by side with the host.</source>
            <translation>容器是这个内核上被蒙住视野的程序；虚拟机自带内核。按“运行”，会向两者取证：内核、进程、网络、权限、设备等，与主机并列。</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Of %1 things the container shares %2 with this computer, and %3 more through a filter; the VM%4 has a kernel of its own.</source>
            <translation>在 %1 项中，容器与这台计算机共享 %2 项，另有 %3 项经过滤共享；虚拟机%4 有自己的内核。</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::JobDialog</name>
        <message>
            <source>Steps</source>
            <translation>步骤</translation>
        </message>
        <message>
            <source>Each step with the time it took</source>
            <translation>每个步骤及其用时</translation>
        </message>
        <message>
            <source>from the cache</source>
            <translation>来自缓存</translation>
        </message>
        <message>
            <source>Begins…</source>
            <translation>开始…</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>What the steps print</source>
            <translation>各步骤的输出</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>End the work; nothing half-made stays</source>
            <translation>结束工作；不会留下半成品</translation>
        </message>
        <message>
            <source>Hide</source>
            <translation>隐藏</translation>
        </message>
        <message>
            <source>Close this; the work goes on (Escape)</source>
            <translation>关闭此窗口；工作继续 (Esc)</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Close (Escape)</source>
            <translation>关闭 (Esc)</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::JobModel</name>
        <message>
            <source>%1 of %2 steps</source>
            <translation>%1/%2 步</translation>
        </message>
        <message>
            <source>%1 were here already</source>
            <translation>%1 步已存在</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LabBar</name>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Image of the experiment</source>
            <translation>实验的镜像</translation>
        </message>
        <message>
            <source>The image that is started; the demo image is made when it is not there</source>
            <translation>要启动的镜像；没有演示镜像时会制作它</translation>
        </message>
        <message>
            <source>Copy command</source>
            <translation>复制命令</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Stop, and remove what was started</source>
            <translation>停止，并移除已启动的内容</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Run this experiment; what it starts is removed when it ends</source>
            <translation>运行此实验；结束时移除其启动的内容</translation>
        </message>
        <message>
            <source>Cancelling, and removing what was started…</source>
            <translation>正在取消，并移除已启动的内容…</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>已复制：%1</translation>
        </message>
        <message>
            <source>Containers</source>
            <translation>容器</translation>
        </message>
        <message>
            <source>VMs</source>
            <translation>虚拟机</translation>
        </message>
        <message>
            <source>What to start</source>
            <translation>要启动什么</translation>
        </message>
        <message>
            <source>Copy the command line that does the same: %1</source>
            <translation>复制等效的命令行：%1</translation>
        </message>
        <message>
            <source>The engine is not open.</source>
            <translation>引擎未打开。</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>正在准备</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LiveChart</name>
        <message>
            <source>%1, peak %2</source>
            <translation>%1，峰值 %2</translation>
        </message>
        <message>
            <source>Seconds ago</source>
            <translation>秒前</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>%1, peak</source>
            <translation>%1，峰值</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LogIndex</name>
        <message>
            <source>%1 at character %2</source>
            <translation>%1，位于第 %2 个字符</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LogPane</name>
        <message>
            <source>Show lines with (regular expression)</source>
            <translation>显示匹配的行（正则表达式）</translation>
        </message>
        <message>
            <source>Only lines that match this regular expression (Ctrl+F); capitals count if it has one</source>
            <translation>仅显示匹配此正则表达式的行 (Ctrl+F)；含大写字母时区分大小写</translation>
        </message>
        <message>
            <source>Leave out lines with</source>
            <translation>排除匹配的行</translation>
        </message>
        <message>
            <source>Lines that match this regular expression are not shown</source>
            <translation>不显示匹配此正则表达式的行</translation>
        </message>
        <message>
            <source>All levels</source>
            <translation>所有级别</translation>
        </message>
        <message>
            <source>Info and worse</source>
            <translation>信息及以上</translation>
        </message>
        <message>
            <source>Warnings and errors</source>
            <translation>警告和错误</translation>
        </message>
        <message>
            <source>Errors</source>
            <translation>错误</translation>
        </message>
        <message>
            <source>Least level</source>
            <translation>最低级别</translation>
        </message>
        <message>
            <source>The level is guessed from words such as ERROR or warn at the beginning of a line</source>
            <translation>级别根据行首的 ERROR 或 warn 等词推测</translation>
        </message>
        <message>
            <source>No context</source>
            <translation>无上下文</translation>
        </message>
        <message>
            <source>± %1 lines</source>
            <translation>± %1 行</translation>
        </message>
        <message>
            <source>Context lines</source>
            <translation>上下文行</translation>
        </message>
        <message>
            <source>Lines shown before and after each line that is found</source>
            <translation>每个匹配行前后显示的行数</translation>
        </message>
        <message>
            <source>Consoles</source>
            <translation>控制台</translation>
        </message>
        <message>
            <source>Show the serial consoles of the VMs too</source>
            <translation>也显示虚拟机的串行控制台</translation>
        </message>
        <message>
            <source>From the beginning</source>
            <translation>从头开始</translation>
        </message>
        <message>
            <source>Read the logs whole instead of their last 5000 lines</source>
            <translation>读取完整日志，而不是最后 5000 行</translation>
        </message>
        <message>
            <source>Times</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Show when each line was written</source>
            <translation>显示每行的写入时间</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>跟随</translation>
        </message>
        <message>
            <source>Keep the newest line in view (End)</source>
            <translation>保持最新行可见 (End)</translation>
        </message>
        <message>
            <source>Save the lines that are shown…</source>
            <translation>保存显示的行…</translation>
        </message>
        <message>
            <source>The regular expression: %1</source>
            <translation>正则表达式：%1</translation>
        </message>
        <message>
            <source>%1 of %2 lines</source>
            <translation>%1/%2 行</translation>
        </message>
        <message>
            <source>%1 lines</source>
            <translation>%1 行</translation>
        </message>
        <message>
            <source> · ended</source>
            <translation> · 已结束</translation>
        </message>
        <message>
            <source>Choose containers or VMs to see what they say</source>
            <translation>选择容器或虚拟机以查看其输出</translation>
        </message>
        <message>
            <source>It ended without any output</source>
            <translation>已结束，没有任何输出</translation>
        </message>
        <message>
            <source>No output yet</source>
            <translation>尚无输出</translation>
        </message>
        <message>
            <source>Show the lines of %1</source>
            <translation>显示 %1 的行</translation>
        </message>
        <message>
            <source>Save the log</source>
            <translation>保存日志</translation>
        </message>
        <message>
            <source>Logs (*.log *.txt);;All files (*)</source>
            <translation>日志 (*.log *.txt);;所有文件 (*)</translation>
        </message>
        <message>
            <source>Cannot save the log</source>
            <translation>无法保存日志</translation>
        </message>
        <message>
            <source>Choose another folder</source>
            <translation>请选择其他文件夹</translation>
        </message>
        <message>
            <source>Saved to %1</source>
            <translation>已保存到 %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LogView</name>
        <message>
            <source>No output yet</source>
            <translation>尚无输出</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>日志</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>正在检查…</translation>
        </message>
        <message>
            <source>No line passes the filter</source>
            <translation>没有符合过滤条件的行</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::MainWindow</name>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>%1 (Ctrl+%2)</source>
            <translation>%1 (Ctrl+%2)</translation>
        </message>
        <message>
            <source>Engine ready</source>
            <translation>引擎就绪</translation>
        </message>
        <message>
            <source>VMs: %1</source>
            <translation>虚拟机：%1</translation>
        </message>
        <message>
            <source>Engine not available</source>
            <translation>引擎不可用</translation>
        </message>
        <message>
            <source>Opening the engine…</source>
            <translation>正在打开引擎…</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::MergedLog</name>
        <message>
            <source>Filter: word  -word  /regular expression/</source>
            <translation>筛选：词  -词  /正则表达式/</translation>
        </message>
        <message>
            <source>Filter the log</source>
            <translation>筛选日志</translation>
        </message>
        <message>
            <source>Lines that have all words; -word leaves lines out; /…/ is a regular expression</source>
            <translation>含所有词的行；-词 排除行；/…/ 为正则表达式</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>跟随</translation>
        </message>
        <message>
            <source>Keep the newest line in view (End)</source>
            <translation>保持最新行可见 (End)</translation>
        </message>
        <message>
            <source>Log of the stack</source>
            <translation>堆栈的日志</translation>
        </message>
        <message>
            <source>Show the lines of %1</source>
            <translation>显示 %1 的行</translation>
        </message>
        <message>
            <source>Choose the services whose lines are shown</source>
            <translation>选择要显示其日志行的服务</translation>
        </message>
        <message>
            <source>%1 of %2 services</source>
            <translation>%2 个服务中的 %1 个</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>None</source>
            <translation>无</translation>
        </message>
        <message>
            <source>The regular expression: %1</source>
            <translation>正则表达式：%1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::NetworkMap</name>
        <message>
            <source>Ports of this machine</source>
            <translation>这台计算机的端口</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Containers and VMs</source>
            <translation>容器和虚拟机</translation>
        </message>
        <message>
            <source>Map of the networks</source>
            <translation>网络地图</translation>
        </message>
        <message>
            <source>The table beside it has the same</source>
            <translation>旁边的表格内容相同</translation>
        </message>
        <message>
            <source>Click a network to select it, double-click a container or VM to open it</source>
            <translation>单击网络以选中，双击容器或虚拟机以打开</translation>
        </message>
        <message>
            <source>%1 · internal</source>
            <translation>%1 · 内部</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::NetworkTab</name>
        <message>
            <source>Disconnect</source>
            <translation>断开</translation>
        </message>
        <message>
            <source>Connect…</source>
            <translation>连接…</translation>
        </message>
        <message>
            <source>Put it on one more network, running or not</source>
            <translation>将其加入另一个网络，无论是否运行</translation>
        </message>
        <message>
            <source>Take it off the selected network</source>
            <translation>将其从选中的网络移出</translation>
        </message>
        <message>
            <source>Show on the map</source>
            <translation>在地图上显示</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>Subnet</source>
            <translation>子网</translation>
        </message>
        <message>
            <source>Gateway</source>
            <translation>网关</translation>
        </message>
        <message>
            <source>Published ports</source>
            <translation>发布的端口</translation>
        </message>
        <message>
            <source>On this machine</source>
            <translation>在这台计算机上</translation>
        </message>
        <message>
            <source>Inside</source>
            <translation>内部</translation>
        </message>
        <message>
            <source>not published</source>
            <translation>未发布</translation>
        </message>
        <message>
            <source>It does not run: addresses are given at the start</source>
            <translation>未运行：启动时分配地址</translation>
        </message>
        <message>
            <source>User-mode network: it reaches out, and its published ports lead in</source>
            <translation>用户模式网络：可访问外部，发布的端口可访问内部</translation>
        </message>
        <message>
            <source>It is on no network of its own</source>
            <translation>没有自己的网络</translation>
        </message>
        <message>
            <source>Connect %1</source>
            <translation>连接 %1</translation>
        </message>
        <message>
            <source>It gets one more interface, running or not.</source>
            <translation>将获得一个额外的网卡，无论是否运行。</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>连接</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::NetworksPage</name>
        <message>
            <source>New network…</source>
            <translation>新建网络…</translation>
        </message>
        <message>
            <source>Make a network of its own for some containers (Ctrl+N)</source>
            <translation>为一些容器创建专用网络 (Ctrl+N)</translation>
        </message>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>Inspect, clean up and repair (Alt+M)</source>
            <translation>检查、清理和修复（Alt+M）</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>All networks; select one to see what is on it</source>
            <translation>所有网络；选择一个以查看其上的内容</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Subnet</source>
            <translation>子网</translation>
        </message>
        <message>
            <source>On it</source>
            <translation>其上</translation>
        </message>
        <message>
            <source>Connect…</source>
            <translation>连接…</translation>
        </message>
        <message>
            <source>Disconnect</source>
            <translation>断开</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>移除…</translation>
        </message>
        <message>
            <source>Containers and VMs on the network</source>
            <translation>网络上的容器和虚拟机</translation>
        </message>
        <message>
            <source>What is on the selected network, with its addresses</source>
            <translation>选中网络上的内容及其地址</translation>
        </message>
        <message>
            <source>Container or VM</source>
            <translation>容器或虚拟机</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>%1 · %2 on them</source>
            <translation>%1 · 其上有 %2</translation>
        </message>
        <message>
            <source>network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>networks</source>
            <translation>个网络</translation>
        </message>
        <message>
            <source>container or VM</source>
            <translation>个容器或虚拟机</translation>
        </message>
        <message>
            <source>containers and VMs</source>
            <translation>个容器和虚拟机</translation>
        </message>
        <message>
            <source>gateway %1</source>
            <translation>网关 %1</translation>
        </message>
        <message>
            <source>no way out</source>
            <translation>无出口</translation>
        </message>
        <message>
            <source>This network is always there</source>
            <translation>此网络始终存在</translation>
        </message>
        <message>
            <source>Disconnect what is on it first</source>
            <translation>请先断开其上的内容</translation>
        </message>
        <message>
            <source>Delete the network (Delete)
%1</source>
            <translation>删除网络 (Delete)
%1</translation>
        </message>
        <message>
            <source>Put a container on this network
%1</source>
            <translation>将容器加入此网络
%1</translation>
        </message>
        <message>
            <source>Take the selected container off this network
%1</source>
            <translation>将选中的容器从此网络移出
%1</translation>
        </message>
        <message>
            <source>New network</source>
            <translation>新建网络</translation>
        </message>
        <message>
            <source>Containers on one network find each other by name.</source>
            <translation>同一网络上的容器可按名称互相访问。</translation>
        </message>
        <message>
            <source>Create</source>
            <translation>创建</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>chosen</source>
            <translation>自动选择</translation>
        </message>
        <message>
            <source>Internal: no way out of this machine</source>
            <translation>内部：无法离开这台计算机</translation>
        </message>
        <message>
            <source>Containers on it reach each other only</source>
            <translation>其上的容器只能互相访问</translation>
        </message>
        <message>
            <source>Remove %1?</source>
            <translation>移除 %1？</translation>
        </message>
        <message>
            <source>Containers that name it cannot start any more.</source>
            <translation>引用它的容器将无法再启动。</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Connect to %1</source>
            <translation>连接到 %1</translation>
        </message>
        <message>
            <source>The container gets one more interface, running or not.</source>
            <translation>容器将获得一个额外的网卡，无论是否运行。</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>容器</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::NodeCard</name>
        <message>
            <source>not created</source>
            <translation>未创建</translation>
        </message>
        <message>
            <source>%1 replicas</source>
            <translation>%1 个副本</translation>
        </message>
        <message>
            <source>built here</source>
            <translation>在此构建</translation>
        </message>
        <message>
            <source>profile off</source>
            <translation>配置关闭</translation>
        </message>
        <message>
            <source>health check</source>
            <translation>健康检查</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Notifier</name>
        <message>
            <source>%1 failed</source>
            <translation>%1 失败</translation>
        </message>
        <message>
            <source>%1 is unhealthy</source>
            <translation>%1 不健康</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>Show logs</source>
            <translation>显示日志</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::OverviewPage</name>
        <message>
            <source>Run side by side</source>
            <translation>并排运行</translation>
        </message>
        <message>
            <source>Go to the comparison of the demo image</source>
            <translation>转到演示镜像的比较</translation>
        </message>
        <message>
            <source>Containers</source>
            <translation>容器</translation>
        </message>
        <message>
            <source>Virtual machines</source>
            <translation>虚拟机</translation>
        </message>
        <message>
            <source>Memory of workloads</source>
            <translation>工作负载的内存</translation>
        </message>
        <message>
            <source>CPU of workloads</source>
            <translation>工作负载的 CPU</translation>
        </message>
        <message>
            <source>VMs</source>
            <translation>虚拟机</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>磁盘</translation>
        </message>
        <message>
            <source>Needs attention</source>
            <translation>需要关注</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>概览</translation>
        </message>
        <message>
            <source>%1 stopped</source>
            <translation>%1 个已停止</translation>
        </message>
        <message>
            <source>%1 failed</source>
            <translation>%1 失败</translation>
        </message>
        <message>
            <source>none stopped</source>
            <translation>无已停止</translation>
        </message>
        <message>
            <source>%1 running</source>
            <translation>%1 个运行中</translation>
        </message>
        <message>
            <source>CPUs</source>
            <translation>个 CPU</translation>
        </message>
        <message>
            <source>The engine is not available</source>
            <translation>引擎不可用</translation>
        </message>
        <message>
            <source>Opening the engine…</source>
            <translation>正在打开引擎…</translation>
        </message>
        <message>
            <source>of %1 · %2</source>
            <translation>共 %1 · %2</translation>
        </message>
        <message>
            <source>of %1 · 100 % is one CPU</source>
            <translation>共 %1 · 100 % 为一个 CPU</translation>
        </message>
        <message>
            <source>%1 more failed</source>
            <translation>另有 %1 个失败</translation>
        </message>
        <message>
            <source>The page Workloads lists them.</source>
            <translation>“工作负载”页面列出了它们。</translation>
        </message>
        <message>
            <source>What to do: %1</source>
            <translation>解决办法：%1</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>详情</translation>
        </message>
        <message>
            <source>Details: %1</source>
            <translation>详情：%1</translation>
        </message>
        <message>
            <source>Open its details (Enter, or double click on the line)</source>
            <translation>打开详情（Enter 或双击该行）</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Palette</name>
        <message>
            <source>Page</source>
            <translation>页面</translation>
        </message>
        <message>
            <source>Action</source>
            <translation>操作</translation>
        </message>
        <message>
            <source>Setting</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>容器</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>虚拟机</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Stack</source>
            <translation>堆栈</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>卷</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Stop %1</source>
            <translation>停止 %1</translation>
        </message>
        <message>
            <source>Start %1</source>
            <translation>启动 %1</translation>
        </message>
        <message>
            <source>Restart %1</source>
            <translation>重启 %1</translation>
        </message>
        <message>
            <source>Pause %1</source>
            <translation>暂停 %1</translation>
        </message>
        <message>
            <source>Resume %1</source>
            <translation>恢复 %1</translation>
        </message>
        <message>
            <source>Kill %1</source>
            <translation>强制终止 %1</translation>
        </message>
        <message>
            <source>Logs of %1</source>
            <translation>%1 的日志</translation>
        </message>
        <message>
            <source>Remove %1</source>
            <translation>移除 %1</translation>
        </message>
        <message>
            <source>Compare %1 as container and VM</source>
            <translation>将 %1 作为容器和虚拟机进行比较</translation>
        </message>
        <message>
            <source>Run %1</source>
            <translation>运行 %1</translation>
        </message>
        <message>
            <source>stack compose</source>
            <translation>堆栈 compose</translation>
        </message>
        <message>
            <source>image</source>
            <translation>个镜像</translation>
        </message>
        <message>
            <source>volume</source>
            <translation>卷</translation>
        </message>
        <message>
            <source>network</source>
            <translation>网络</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PaletteDialog</name>
        <message>
            <source>Command palette</source>
            <translation>命令面板</translation>
        </message>
        <message>
            <source>Search containers, VMs, images, stacks, actions and settings</source>
            <translation>搜索容器、虚拟机、镜像、堆栈、操作和设置</translation>
        </message>
        <message>
            <source>Search everything</source>
            <translation>搜索一切</translation>
        </message>
        <message>
            <source>Type letters of a name or an action: “stp web” finds “Stop web”</source>
            <translation>输入名称或操作的字母:“stp web”可找到“Stop web”</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Enter takes the marked one</source>
            <translation>按回车键选用标记项</translation>
        </message>
        <message>
            <source>Nothing fits. Try fewer letters.</source>
            <translation>没有匹配项。请减少字母。</translation>
        </message>
        <message>
            <source>Command line</source>
            <translation>命令行</translation>
        </message>
        <message>
            <source>Copy the command line (Ctrl+Enter)</source>
            <translation>复制命令行 (Ctrl+Enter)</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>已复制：%1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PartsChart</name>
        <message>
            <source>%1, total</source>
            <translation>%1，总计</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>部分</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PlanSheet</name>
        <message>
            <source>create</source>
            <translation>创建</translation>
        </message>
        <message>
            <source>recreate</source>
            <translation>重新创建</translation>
        </message>
        <message>
            <source>start</source>
            <translation>启动</translation>
        </message>
        <message>
            <source>stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>keep</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>build</source>
            <translation>构建</translation>
        </message>
        <message>
            <source>pull</source>
            <translation>拉取</translation>
        </message>
        <message>
            <source>change</source>
            <translation>更改</translation>
        </message>
        <message>
            <source>Bring %1 up</source>
            <translation>启动堆栈 %1</translation>
        </message>
        <message>
            <source>Take %1 down</source>
            <translation>拆除 %1</translation>
        </message>
        <message>
            <source>Stop %1</source>
            <translation>停止 %1</translation>
        </message>
        <message>
            <source>Start %1</source>
            <translation>启动 %1</translation>
        </message>
        <message>
            <source>Restart %1</source>
            <translation>重启 %1</translation>
        </message>
        <message>
            <source>%1 to build</source>
            <translation>%1 个待构建</translation>
        </message>
        <message>
            <source>%1 to pull</source>
            <translation>%1 个待拉取</translation>
        </message>
        <message>
            <source>%1 to create</source>
            <translation>%1 个待创建</translation>
        </message>
        <message>
            <source>%1 to recreate</source>
            <translation>%1 个待重新创建</translation>
        </message>
        <message>
            <source>%1 to start</source>
            <translation>%1 个待启动</translation>
        </message>
        <message>
            <source>%1 to stop</source>
            <translation>%1 个待停止</translation>
        </message>
        <message>
            <source>%1 to remove</source>
            <translation>%1 个待移除</translation>
        </message>
        <message>
            <source>%1 other changes</source>
            <translation>%1 项其他更改</translation>
        </message>
        <message>
            <source>%1 stay as they are</source>
            <translation>%1 个保持不变</translation>
        </message>
        <message>
            <source>Nothing to do</source>
            <translation>无需操作</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>计划</translation>
        </message>
        <message>
            <source>Remove its volumes too</source>
            <translation>同时移除其卷</translation>
        </message>
        <message>
            <source>The data in the named volumes of this stack is lost</source>
            <translation>此堆栈命名卷中的数据将丢失</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Close without doing anything (Escape)</source>
            <translation>关闭而不执行任何操作 (Esc)</translation>
        </message>
        <message>
            <source>Working out what changes…</source>
            <translation>正在确定更改…</translation>
        </message>
        <message>
            <source>Take down</source>
            <translation>拆除</translation>
        </message>
        <message>
            <source>Bring up</source>
            <translation>启动</translation>
        </message>
        <message>
            <source>Restart</source>
            <translation>重启</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>启动</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>%1 (Enter)</source>
            <translation>%1 (Enter)</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Preferences</name>
        <message>
            <source>Theme</source>
            <translation>主题</translation>
        </message>
        <message>
            <source>How the window looks</source>
            <translation>窗口的外观</translation>
        </message>
        <message>
            <source>appearance dark light colour</source>
            <translation>外观 深色 浅色 颜色</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Language of the window</source>
            <translation>窗口的语言</translation>
        </message>
        <message>
            <source>translation locale Deutsch English</source>
            <translation>翻译 语言 Deutsch English</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Time to undo a removal</source>
            <translation>撤销移除的时间</translation>
        </message>
        <message>
            <source>Seconds that a removal waits and can be taken back; 0 removes at once, after a question</source>
            <translation>移除等待并可撤销的秒数;0 表示询问后立即移除</translation>
        </message>
        <message>
            <source>delete grace bin trash</source>
            <translation>删除 宽限 回收站</translation>
        </message>
        <message>
            <source>Notices of the desktop</source>
            <translation>桌面通知</translation>
        </message>
        <message>
            <source>Tell when something fails or ends while the window is not in front</source>
            <translation>窗口不在前台时，有失败或完成则通知</translation>
        </message>
        <message>
            <source>notifications alert message</source>
            <translation>通知 警报 消息</translation>
        </message>
        <message>
            <source>Icon beside the clock</source>
            <translation>时钟旁的图标</translation>
        </message>
        <message>
            <source>Keep running there when the window is closed, with what runs in its menu</source>
            <translation>窗口关闭后继续在那里运行，菜单中列出运行项</translation>
        </message>
        <message>
            <source>tray background autostart</source>
            <translation>托盘 后台 自动启动</translation>
        </message>
        <message>
            <source>This is no file of Catamaran's settings</source>
            <translation>这不是 Catamaran 的设置文件</translation>
        </message>
        <message>
            <source>The file is of a newer version</source>
            <translation>该文件来自更新的版本</translation>
        </message>
        <message>
            <source>There is no setting “%1”</source>
            <translation>没有设置“%1”</translation>
        </message>
        <message>
            <source>“%1” is no value of %2</source>
            <translation>“%1”不是 %2 的有效值</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PreferencesCard</name>
        <message>
            <source>Preferences</source>
            <translation>首选项</translation>
        </message>
        <message>
            <source>Save the settings to a file</source>
            <translation>将设置保存到文件</translation>
        </message>
        <message>
            <source>Take settings from a file</source>
            <translation>从文件导入设置</translation>
        </message>
        <message>
            <source>Search settings</source>
            <translation>搜索设置</translation>
        </message>
        <message>
            <source>Words of a setting, or of what it is about (Ctrl+F)</source>
            <translation>设置或其相关内容的词 (Ctrl+F)</translation>
        </message>
        <message>
            <source>No setting has these words</source>
            <translation>没有包含这些词的设置</translation>
        </message>
        <message>
            <source> s</source>
            <translation> 秒</translation>
        </message>
        <message>
            <source>Save the settings</source>
            <translation>保存设置</translation>
        </message>
        <message>
            <source>Settings (*.json)</source>
            <translation>设置 (*.json)</translation>
        </message>
        <message>
            <source>Settings saved</source>
            <translation>设置已保存</translation>
        </message>
        <message>
            <source>Cannot write %1: %2</source>
            <translation>无法写入 %1：%2</translation>
        </message>
        <message>
            <source>Settings (*.json);;All files (*)</source>
            <translation>设置 (*.json);;所有文件 (*)</translation>
        </message>
        <message>
            <source>Cannot read %1: %2</source>
            <translation>无法读取 %1：%2</translation>
        </message>
        <message>
            <source>Settings taken</source>
            <translation>设置已导入</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PromptDialog</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::RaceLanes</name>
        <message>
            <source>waiting for its turn</source>
            <translation>等待轮到它</translation>
        </message>
        <message>
            <source>no run yet</source>
            <translation>尚未运行</translation>
        </message>
        <message>
            <source>warm-up</source>
            <translation>预热</translation>
        </message>
        <message>
            <source>run %1 of %2</source>
            <translation>第 %1/%2 次运行</translation>
        </message>
        <message>
            <source>running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>Double click or Enter opens the details of the one that was kept</source>
            <translation>双击或按 Enter 打开所保留者的详情</translation>
        </message>
        <message>
            <source>Race</source>
            <translation>竞速</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::RampChart</name>
        <message>
            <source>Memory of all instances</source>
            <translation>所有实例的内存</translation>
        </message>
        <message>
            <source>Start of the last instance</source>
            <translation>最后一个实例的启动时间</translation>
        </message>
        <message>
            <source>&amp;nbsp;&amp;nbsp; over the number that runs</source>
            <translation>&amp;nbsp;&amp;nbsp; 随运行数量变化</translation>
        </message>
        <message>
            <source>Hull</source>
            <translation>载体</translation>
        </message>
        <message>
            <source>Instances</source>
            <translation>实例</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::RangeBar</name>
        <message>
            <source>Live</source>
            <translation>实时</translation>
        </message>
        <message>
            <source>15 min</source>
            <translation>15 分钟</translation>
        </message>
        <message>
            <source>1 h</source>
            <translation>1 小时</translation>
        </message>
        <message>
            <source>6 h</source>
            <translation>6 小时</translation>
        </message>
        <message>
            <source>24 h</source>
            <translation>24 小时</translation>
        </message>
        <message>
            <source>The last minute, as it is measured</source>
            <translation>最近一分钟的实时测量</translation>
        </message>
        <message>
            <source>The last 15 minutes</source>
            <translation>最近 15 分钟</translation>
        </message>
        <message>
            <source>The last hour</source>
            <translation>最近一小时</translation>
        </message>
        <message>
            <source>The last 6 hours</source>
            <translation>最近 6 小时</translation>
        </message>
        <message>
            <source>The last 24 hours</source>
            <translation>最近 24 小时</translation>
        </message>
        <message>
            <source>Whole range</source>
            <translation>整个范围</translation>
        </message>
        <message>
            <source>Back from the zoom (0, or a double click on a chart)</source>
            <translation>取消缩放（按 0 或双击图表）</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ReviewSheet</name>
        <message>
            <source>and %1 more</source>
            <translation>以及另外 %1 个</translation>
        </message>
        <message>
            <source>Command line</source>
            <translation>命令行</translation>
        </message>
        <message>
            <source>Copy the command line</source>
            <translation>复制命令行</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Close without doing anything (Escape)</source>
            <translation>关闭而不执行任何操作 (Esc)</translation>
        </message>
        <message>
            <source>Do it</source>
            <translation>执行</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::RunDialog</name>
        <message>
            <source>Run an image</source>
            <translation>运行镜像</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>An image of this computer</source>
            <translation>这台计算机上的镜像</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>容器</translation>
        </message>
        <message>
            <source>Run as a container</source>
            <translation>作为容器运行</translation>
        </message>
        <message>
            <source>Virtual machine</source>
            <translation>虚拟机</translation>
        </message>
        <message>
            <source>Run as a virtual machine</source>
            <translation>作为虚拟机运行</translation>
        </message>
        <message>
            <source>Virtual machine (%1)</source>
            <translation>虚拟机 (%1)</translation>
        </message>
        <message>
            <source>As</source>
            <translation>作为</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>made up when empty</source>
            <translation>留空则自动生成</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>端口</translation>
        </message>
        <message>
            <source>host:inner, for example 8080:80</source>
            <translation>主机：内部，例如 8080:80</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>the image's own when empty</source>
            <translation>留空则用镜像自带的</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Choose an image and at least one hull</source>
            <translation>请选择镜像和至少一种船体</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ScanTab</name>
        <message>
            <source>Critical</source>
            <translation>严重</translation>
        </message>
        <message>
            <source>High</source>
            <translation>高</translation>
        </message>
        <message>
            <source>Medium</source>
            <translation>中</translation>
        </message>
        <message>
            <source>Low</source>
            <translation>低</translation>
        </message>
        <message>
            <source>Negligible</source>
            <translation>可忽略</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>Not scanned yet</source>
            <translation>尚未扫描</translation>
        </message>
        <message>
            <source>Holds its packages against published advisories (OSV, the Debian tracker). They are fetched once a day; nothing about the image leaves this computer.</source>
            <translation>将其软件包与已发布的安全公告（OSV、Debian 跟踪器）比对。公告每天获取一次；镜像的任何信息都不会离开本机。</translation>
        </message>
        <message>
            <source>Scan</source>
            <translation>扫描</translation>
        </message>
        <message>
            <source>The scan failed</source>
            <translation>扫描失败</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Nothing is known against it</source>
            <translation>未发现已知问题</translation>
        </message>
        <message>
            <source>Scan again</source>
            <translation>重新扫描</translation>
        </message>
        <message>
            <source>With advisories of a file…</source>
            <translation>使用文件中的公告…</translation>
        </message>
        <message>
            <source>OSV JSON (a file or a zip) or the Debian tracker's JSON; nothing is fetched then</source>
            <translation>OSV JSON（文件或 zip）或 Debian 跟踪器的 JSON；此时不获取任何内容</translation>
        </message>
        <message>
            <source>Scanning…</source>
            <translation>正在扫描…</translation>
        </message>
        <message>
            <source>Scanning</source>
            <translation>正在扫描</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>End the scan; what was fetched is kept</source>
            <translation>结束扫描；已获取的内容保留</translation>
        </message>
        <message>
            <source>Ending…</source>
            <translation>正在结束…</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>筛选</translation>
        </message>
        <message>
            <source>Filter vulnerabilities</source>
            <translation>筛选漏洞</translation>
        </message>
        <message>
            <source>Filter by package, version, advisory or words of it</source>
            <translation>按软件包、版本、公告或其中的词筛选</translation>
        </message>
        <message>
            <source>Which of them</source>
            <translation>哪些</translation>
        </message>
        <message>
            <source>Show those of this severity and above</source>
            <translation>显示此严重程度及以上的</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>%1 and above</source>
            <translation>%1及以上</translation>
        </message>
        <message>
            <source>With a fix</source>
            <translation>有修复</translation>
        </message>
        <message>
            <source>Vulnerabilities</source>
            <translation>漏洞</translation>
        </message>
        <message>
            <source>Severity</source>
            <translation>严重程度</translation>
        </message>
        <message>
            <source>Package</source>
            <translation>软件包</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>版本</translation>
        </message>
        <message>
            <source>Fixed in</source>
            <translation>修复版本</translation>
        </message>
        <message>
            <source>Advisories</source>
            <translation>安全公告</translation>
        </message>
        <message>
            <source>Advisories (*.json *.zip);;All files (*)</source>
            <translation>安全公告 (*.json *.zip);;所有文件 (*)</translation>
        </message>
        <message>
            <source>%1 held against %2 advisories, %3</source>
            <translation>%1，比对了 %2 条公告，%3</translation>
        </message>
        <message>
            <source>package</source>
            <translation>个软件包</translation>
        </message>
        <message>
            <source>packages</source>
            <translation>个软件包</translation>
        </message>
        <message>
            <source>It has no packages that could be held against advisories.</source>
            <translation>它没有可与公告比对的软件包。</translation>
        </message>
        <message>
            <source>%1 with a fix</source>
            <translation>%1 个有修复</translation>
        </message>
        <message>
            <source>none yet</source>
            <translation>尚无</translation>
        </message>
        <message>
            <source>None of them fits the filter</source>
            <translation>没有符合筛选的</translation>
        </message>
        <message>
            <source>The advisory says no more</source>
            <translation>公告没有更多说明</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ScreenLink</name>
        <message>
            <source>The screen's server did not answer as RFB asks for.</source>
            <translation>屏幕服务器未按 RFB 的要求应答。</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ScreenPanel</name>
        <message>
            <source>Fit</source>
            <translation>适应</translation>
        </message>
        <message>
            <source>Fit the screen into the window</source>
            <translation>使屏幕适应窗口</translation>
        </message>
        <message>
            <source>Fit the screen into the window; without it, one pixel is one pixel</source>
            <translation>使屏幕适应窗口；否则一个像素对应一个像素</translation>
        </message>
        <message>
            <source>Share the clipboard</source>
            <translation>共享剪贴板</translation>
        </message>
        <message>
            <source>Off, the VM neither sees nor changes what you copy</source>
            <translation>关闭时，虚拟机既看不到也不会更改您复制的内容</translation>
        </message>
        <message>
            <source>Paste as keys</source>
            <translation>以按键方式粘贴</translation>
        </message>
        <message>
            <source>Types the text of the clipboard into the VM, key by key</source>
            <translation>将剪贴板文本逐键输入虚拟机</translation>
        </message>
        <message>
            <source>Send keys</source>
            <translation>发送按键</translation>
        </message>
        <message>
            <source>Key chords that the desktop would take for itself</source>
            <translation>会被桌面截获的组合键</translation>
        </message>
        <message>
            <source>Own window</source>
            <translation>独立窗口</translation>
        </message>
        <message>
            <source>Shows the screen in a window of its own; closing it brings it back</source>
            <translation>在独立窗口中显示屏幕；关闭该窗口即返回</translation>
        </message>
        <message>
            <source>Connect again</source>
            <translation>重新连接</translation>
        </message>
        <message>
            <source>Closes the connection to the screen and opens another</source>
            <translation>关闭与屏幕的连接并重新打开</translation>
        </message>
        <message>
            <source>Not running</source>
            <translation>未运行</translation>
        </message>
        <message>
            <source>Start the VM to see its screen.</source>
            <translation>启动虚拟机以查看其屏幕。</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>正在连接…</translation>
        </message>
        <message>
            <source>No screen</source>
            <translation>没有屏幕</translation>
        </message>
        <message>
            <source>Connected, %1 × %2</source>
            <translation>已连接，%1 × %2</translation>
        </message>
        <message>
            <source>Disconnected</source>
            <translation>已断开</translation>
        </message>
        <message>
            <source>The VM has closed its screen.</source>
            <translation>虚拟机已关闭其屏幕。</translation>
        </message>
        <message>
            <source>%1 - screen</source>
            <translation>%1 - 屏幕</translation>
        </message>
        <message>
            <source>Bring back</source>
            <translation>收回</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ScreenView</name>
        <message>
            <source>Screen of the VM</source>
            <translation>虚拟机的屏幕</translation>
        </message>
        <message>
            <source>Click to type into the VM; press and let go Ctrl+Alt to leave it</source>
            <translation>单击以向虚拟机输入；按下并松开 Ctrl+Alt 以退出</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Session</name>
        <message>
            <source>start</source>
            <translation>启动</translation>
        </message>
        <message>
            <source>stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>restart</source>
            <translation>重启</translation>
        </message>
        <message>
            <source>pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>resume</source>
            <translation>恢复</translation>
        </message>
        <message>
            <source>kill</source>
            <translation>强制终止</translation>
        </message>
        <message>
            <source>remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>started</source>
            <translation>已启动</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>restarted</source>
            <translation>已重启</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>resumed</source>
            <translation>已恢复</translation>
        </message>
        <message>
            <source>killed</source>
            <translation>已强制终止</translation>
        </message>
        <message>
            <source>removed</source>
            <translation>已移除</translation>
        </message>
        <message>
            <source>The engine could not be opened</source>
            <translation>无法打开引擎</translation>
        </message>
        <message>
            <source>Cannot list the workloads</source>
            <translation>无法列出工作负载</translation>
        </message>
        <message>
            <source>Cannot list the images</source>
            <translation>无法列出镜像</translation>
        </message>
        <message>
            <source>Cannot %1 %2</source>
            <translation>无法%1 %2</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>Cannot run %1</source>
            <translation>无法运行 %1</translation>
        </message>
        <message>
            <source>%1 is running</source>
            <translation>%1 正在运行</translation>
        </message>
        <message>
            <source>Starting %1…</source>
            <translation>正在启动 %1…</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::SettingsPage</name>
        <message>
            <source>The settings were not taken over</source>
            <translation>设置未被采用</translation>
        </message>
        <message>
            <source>This computer</source>
            <translation>这台计算机</translation>
        </message>
        <message>
            <source>What this computer can do</source>
            <translation>这台计算机的能力</translation>
        </message>
        <message>
            <source>Look, this computer, and about Catamaran</source>
            <translation>外观、这台计算机和关于 Catamaran</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>About Catamaran</source>
            <translation>关于 Catamaran</translation>
        </message>
        <message>
            <source>Containers and light VMs side by side. Free software under the GNU General Public License, version 3 or later. Icons by Lucide (ISC), typefaces Inter and JetBrains Mono (OFL).</source>
            <translation>容器与轻量虚拟机并排运行。自由软件，遵循 GNU 通用公共许可证第 3 版或更高版本。图标来自 Lucide (ISC),字体为 Inter 和 JetBrains Mono (OFL)。</translation>
        </message>
        <message>
            <source>No daemon, no telemetry: nothing leaves this computer that you did not ask for. The texts of the licences lie in /usr/share/doc/catamaran.</source>
            <translation>没有守护进程，没有遥测：未经您要求，任何内容都不会离开这台计算机。许可证文本位于 /usr/share/doc/catamaran。</translation>
        </message>
        <message>
            <source>Catamaran</source>
            <translation>Catamaran</translation>
        </message>
        <message>
            <source>Computer</source>
            <translation>计算机</translation>
        </message>
        <message>
            <source>System</source>
            <translation>系统</translation>
        </message>
        <message>
            <source>Kernel</source>
            <translation>内核</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>处理器</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>CPUs</source>
            <translation>个 CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>VMs run by</source>
            <translation>虚拟机运行方式</translation>
        </message>
        <message>
            <source>Because</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>QEMU</source>
            <translation>QEMU</translation>
        </message>
        <message>
            <source>libvirt</source>
            <translation>libvirt</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <source>Missing</source>
            <translation>缺失</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::SidePanel</name>
        <message>
            <source>Volumes</source>
            <translation>卷</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Secrets</source>
            <translation>机密</translation>
        </message>
        <message>
            <source>Configs</source>
            <translation>配置</translation>
        </message>
        <message>
            <source>error</source>
            <translation>个错误</translation>
        </message>
        <message>
            <source>errors</source>
            <translation>个错误</translation>
        </message>
        <message>
            <source>warning</source>
            <translation>个警告</translation>
        </message>
        <message>
            <source>warnings</source>
            <translation>个警告</translation>
        </message>
        <message>
            <source>Show the place in the file</source>
            <translation>显示文件中的位置</translation>
        </message>
        <message>
            <source>Replicas</source>
            <translation>副本</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>端口</translation>
        </message>
        <message>
            <source>Ports · %1 taken</source>
            <translation>端口 · %1 个被占用</translation>
        </message>
        <message>
            <source>Taken by %1</source>
            <translation>被 %1 占用</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::SnapshotsTab</name>
        <message>
            <source>Go back to it…</source>
            <translation>回到该快照…</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>移除…</translation>
        </message>
        <message>
            <source>Take a snapshot…</source>
            <translation>创建快照…</translation>
        </message>
        <message>
            <source>Keep the disks, and the memory when it runs</source>
            <translation>保留磁盘，运行时也保留内存</translation>
        </message>
        <message>
            <source>What happened since the selected snapshot is lost</source>
            <translation>选中快照之后发生的一切将丢失</translation>
        </message>
        <message>
            <source>Delete the selected snapshot; the VM stays as it is</source>
            <translation>删除选中的快照；虚拟机保持不变</translation>
        </message>
        <message>
            <source>Snapshots</source>
            <translation>快照</translation>
        </message>
        <message>
            <source>Snapshot</source>
            <translation>快照</translation>
        </message>
        <message>
            <source>Taken</source>
            <translation>创建时间</translation>
        </message>
        <message>
            <source>State then</source>
            <translation>当时状态</translation>
        </message>
        <message>
            <source>Based on</source>
            <translation>基于</translation>
        </message>
        <message>
            <source>What for</source>
            <translation>用途</translation>
        </message>
        <message>
            <source>%1 · current</source>
            <translation>%1 · 当前</translation>
        </message>
        <message>
            <source>%1, with memory</source>
            <translation>%1，含内存</translation>
        </message>
        <message>
            <source>No snapshots yet</source>
            <translation>尚无快照</translation>
        </message>
        <message>
            <source>Snapshot of %1</source>
            <translation>%1 的快照</translation>
        </message>
        <message>
            <source>Disks are kept, and the memory while it runs.</source>
            <translation>保留磁盘，运行时也保留内存。</translation>
        </message>
        <message>
            <source>Take it</source>
            <translation>创建</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Go back to %1?</source>
            <translation>回到 %1？</translation>
        </message>
        <message>
            <source>Remove %1?</source>
            <translation>移除 %1？</translation>
        </message>
        <message>
            <source>What %1 did since then is lost.</source>
            <translation>%1 此后所做的一切将丢失。</translation>
        </message>
        <message>
            <source>The VM stays as it is; this point cannot be gone back to any more.</source>
            <translation>虚拟机保持不变；以后无法再回到此点。</translation>
        </message>
        <message>
            <source>Go back</source>
            <translation>返回</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StackList</name>
        <message>
            <source>Stacks</source>
            <translation>堆栈</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StackPanel</name>
        <message>
            <source>Restart</source>
            <translation>重启</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Down</source>
            <translation>拆除</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>启动</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Stop what is under way; what is done stays</source>
            <translation>停止进行中的操作；已完成的保留</translation>
        </message>
        <message>
            <source>The same on the command line</source>
            <translation>命令行中的等效操作</translation>
        </message>
        <message>
            <source>Copy the command line</source>
            <translation>复制命令行</translation>
        </message>
        <message>
            <source>Command line copied</source>
            <translation>命令行已复制</translation>
        </message>
        <message>
            <source>%1 (Alt+%2)</source>
            <translation>%1 (Alt+%2)</translation>
        </message>
        <message>
            <source>Graph</source>
            <translation>图</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Logs</source>
            <translation>日志</translation>
        </message>
        <message>
            <source>Startup</source>
            <translation>启动过程</translation>
        </message>
        <message>
            <source>CPU of the stack</source>
            <translation>堆栈的 CPU</translation>
        </message>
        <message>
            <source>Memory of the stack</source>
            <translation>堆栈的内存</translation>
        </message>
        <message>
            <source>Resources</source>
            <translation>资源</translation>
        </message>
        <message>
            <source>What would change</source>
            <translation>将会更改的内容</translation>
        </message>
        <message>
            <source>Compare the edited file with what runs (Ctrl+Return)</source>
            <translation>将编辑后的文件与运行中的比较 (Ctrl+Return)</translation>
        </message>
        <message>
            <source>Revert</source>
            <translation>还原</translation>
        </message>
        <message>
            <source>Go back to the file as it is on disk</source>
            <translation>回到磁盘上的文件</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Save the file (Ctrl+S)</source>
            <translation>保存文件 (Ctrl+S)</translation>
        </message>
        <message>
            <source>Profiles</source>
            <translation>配置</translation>
        </message>
        <message>
            <source>Switch the profile %1 on or off</source>
            <translation>打开或关闭配置 %1</translation>
        </message>
        <message>
            <source>Take variables from the file .env</source>
            <translation>从文件 .env 读取变量</translation>
        </message>
        <message>
            <source>of the last start in this window</source>
            <translation>此窗口中最近一次启动的</translation>
        </message>
        <message>
            <source>created to started</source>
            <translation>从创建到启动</translation>
        </message>
        <message>
            <source>bring the stack up to see it</source>
            <translation>启动堆栈后可见</translation>
        </message>
        <message>
            <source>from the times the containers were created and started</source>
            <translation>根据容器的创建和启动时间</translation>
        </message>
        <message>
            <source>Stack</source>
            <translation>堆栈</translation>
        </message>
        <message>
            <source>working</source>
            <translation>进行中</translation>
        </message>
        <message>
            <source>not valid</source>
            <translation>无效</translation>
        </message>
        <message>
            <source>not up</source>
            <translation>未启动</translation>
        </message>
        <message>
            <source>The file of this stack is not known here</source>
            <translation>此处不知道该堆栈的文件</translation>
        </message>
        <message>
            <source>Edited, not saved. Bring up saves it first.</source>
            <translation>已编辑，未保存。启动时会先保存。</translation>
        </message>
        <message>
            <source>%1 is up after %2</source>
            <translation>%1 在 %2 后启动完成</translation>
        </message>
        <message>
            <source>%1 is up</source>
            <translation>%1 已启动</translation>
        </message>
        <message>
            <source>%1 is down</source>
            <translation>%1 已拆除</translation>
        </message>
        <message>
            <source>%1 stopped</source>
            <translation>%1 个已停止</translation>
        </message>
        <message>
            <source>%1 started</source>
            <translation>%1 已启动</translation>
        </message>
        <message>
            <source>Details of %1</source>
            <translation>%1 的详情</translation>
        </message>
        <message>
            <source>Log of %1</source>
            <translation>%1 的日志</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StackedChart</name>
        <message>
            <source>together %1</source>
            <translation>合计 %1</translation>
        </message>
        <message>
            <source>Seconds ago</source>
            <translation>秒前</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>合计</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StacksPage</name>
        <message>
            <source>Paste</source>
            <translation>粘贴</translation>
        </message>
        <message>
            <source>Open the Compose file, address or path in the clipboard (Ctrl+Shift+V)</source>
            <translation>打开剪贴板中的 Compose 文件、地址或路径 (Ctrl+Shift+V)</translation>
        </message>
        <message>
            <source>Open…</source>
            <translation>打开…</translation>
        </message>
        <message>
            <source>Open a Compose file or an archive (Ctrl+O)</source>
            <translation>打开 Compose 文件或归档 (Ctrl+O)</translation>
        </message>
        <message>
            <source>No stack yet</source>
            <translation>尚无堆栈</translation>
        </message>
        <message>
            <source>Drop a Compose file, its folder, an archive, an address or YAML text anywhere on this window. You see what it holds before anything is started.</source>
            <translation>将 Compose 文件、其文件夹、归档、地址或 YAML 文本拖到此窗口的任意位置。启动任何东西之前，您会看到其中的内容。</translation>
        </message>
        <message>
            <source>Open a file…</source>
            <translation>打开文件…</translation>
        </message>
        <message>
            <source>Stacks</source>
            <translation>堆栈</translation>
        </message>
        <message>
            <source>Open a stack</source>
            <translation>打开堆栈</translation>
        </message>
        <message>
            <source>Compose files and archives (*.yaml *.yml *.zip *.tar *.tar.gz *.tgz *.tar.xz *.tar.zst);;All files (*)</source>
            <translation>Compose 文件和归档 (*.yaml *.yml *.zip *.tar *.tar.gz *.tgz *.tar.xz *.tar.zst);;所有文件 (*)</translation>
        </message>
        <message>
            <source>There is no stack in the clipboard</source>
            <translation>剪贴板中没有堆栈</translation>
        </message>
        <message>
            <source>Copy a Compose file, its path or its address</source>
            <translation>请复制 Compose 文件、其路径或地址</translation>
        </message>
        <message>
            <source>%1 up</source>
            <translation>%1 个已启动</translation>
        </message>
        <message>
            <source>recent file</source>
            <translation>个最近的文件</translation>
        </message>
        <message>
            <source>recent files</source>
            <translation>个最近的文件</translation>
        </message>
        <message>
            <source>Compose files: look first, then bring them up</source>
            <translation>Compose 文件：先查看，再启动</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StartupChart</name>
        <message>
            <source>Startup</source>
            <translation>启动过程</translation>
        </message>
        <message>
            <source>%1 median %2</source>
            <translation>%1 中位数 %2</translation>
        </message>
        <message>
            <source>%1
median %2
half of the runs %3 to %4
all runs %5 to %6</source>
            <translation>%1
中位数 %2
半数运行 %3 至 %4
全部运行 %5 至 %6</translation>
        </message>
        <message>
            <source>ms, log scale</source>
            <translation>毫秒，对数刻度</translation>
        </message>
        <message>
            <source>Hull</source>
            <translation>载体</translation>
        </message>
        <message>
            <source>Median</source>
            <translation>中位数</translation>
        </message>
        <message>
            <source>25 %</source>
            <translation>25 %</translation>
        </message>
        <message>
            <source>75 %</source>
            <translation>75 %</translation>
        </message>
        <message>
            <source>Min</source>
            <translation>最小</translation>
        </message>
        <message>
            <source>Max</source>
            <translation>最大</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>次数</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StartupChartCard</name>
        <message>
            <source>waits</source>
            <translation>等待</translation>
        </message>
        <message>
            <source>create</source>
            <translation>创建</translation>
        </message>
        <message>
            <source>start</source>
            <translation>启动</translation>
        </message>
        <message>
            <source>until healthy</source>
            <translation>直到健康</translation>
        </message>
        <message>
            <source>Startup</source>
            <translation>启动过程</translation>
        </message>
        <message>
            <source>Chart: %1</source>
            <translation>图表：%1</translation>
        </message>
        <message>
            <source>networks and volumes</source>
            <translation>网络和卷</translation>
        </message>
        <message>
            <source>┄ waits for what it depends on</source>
            <translation>┄ 等待其依赖项</translation>
        </message>
        <message>
            <source>%1, failed</source>
            <translation>%1，失败</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>部分</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>步骤</translation>
        </message>
        <message>
            <source>From</source>
            <translation>从</translation>
        </message>
        <message>
            <source>To</source>
            <translation>到</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>耗时</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StatsTab</name>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>已接收</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>已发送</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>磁盘</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>读取</translation>
        </message>
        <message>
            <source>Written</source>
            <translation>写入</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Stepper</name>
        <message>
            <source>One replica of %1 less</source>
            <translation>减少一个 %1 副本</translation>
        </message>
        <message>
            <source>One replica of %1 more</source>
            <translation>增加一个 %1 副本</translation>
        </message>
        <message>
            <source>Replicas of %1</source>
            <translation>%1 的副本</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::SummaryTab</name>
        <message>
            <source>What it is</source>
            <translation>它是什么</translation>
        </message>
        <message>
            <source>How it is</source>
            <translation>它的状况</translation>
        </message>
        <message>
            <source>What it takes</source>
            <translation>它的占用</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>标识</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>创建时间</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Up for</source>
            <translation>已运行</translation>
        </message>
        <message>
            <source>Last start</source>
            <translation>上次启动</translation>
        </message>
        <message>
            <source>Exit code</source>
            <translation>退出码</translation>
        </message>
        <message>
            <source>Health</source>
            <translation>健康</translation>
        </message>
        <message>
            <source>no check</source>
            <translation>无检查</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>端口</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Made by another program; it can be watched and stopped here.</source>
            <translation>由其他程序创建；可在此查看和停止。</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Disk, shared</source>
            <translation>磁盘(共享)</translation>
        </message>
        <message>
            <source>Disk, own</source>
            <translation>磁盘(独占)</translation>
        </message>
        <message>
            <source>it does not run</source>
            <translation>未运行</translation>
        </message>
        <message>
            <source>None</source>
            <translation>无</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TerminalDeck</name>
        <message>
            <source>In a window of its own</source>
            <translation>在独立窗口中</translation>
        </message>
        <message>
            <source>Its session goes on there. Closing that window ends it.</source>
            <translation>会话在那里继续。关闭该窗口会结束会话。</translation>
        </message>
        <message>
            <source>Bring it back</source>
            <translation>移回页面</translation>
        </message>
        <message>
            <source>Split to the right	Ctrl+Shift+D</source>
            <translation>向右拆分	Ctrl+Shift+D</translation>
        </message>
        <message>
            <source>Split below	Ctrl+Shift+E</source>
            <translation>向下拆分	Ctrl+Shift+E</translation>
        </message>
        <message>
            <source>Beside it, another container</source>
            <translation>在旁边打开另一个容器</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TerminalLink</name>
        <message>
            <source>Cannot open the terminal</source>
            <translation>无法打开终端</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TerminalPanel</name>
        <message>
            <source>Shell</source>
            <translation>Shell</translation>
        </message>
        <message>
            <source>Command of the terminal</source>
            <translation>终端的命令</translation>
        </message>
        <message>
            <source>What runs in the terminal; empty: bash, or sh where there is no bash</source>
            <translation>终端中运行的命令；留空：bash，没有 bash 时用 sh</translation>
        </message>
        <message>
            <source>Open again</source>
            <translation>重新打开</translation>
        </message>
        <message>
            <source>End this session and start a new one</source>
            <translation>结束此会话并开始新的会话</translation>
        </message>
        <message>
            <source>Attach to its main process: what it writes from now on, and your keys where it was started with -it</source>
            <translation>附加到主进程：显示它从现在起的输出；若以 -it 启动，也接收您的按键</translation>
        </message>
        <message>
            <source>Copy the selection (Ctrl+Shift+C)</source>
            <translation>复制选中内容 (Ctrl+Shift+C)</translation>
        </message>
        <message>
            <source>Paste (Ctrl+Shift+V)</source>
            <translation>粘贴 (Ctrl+Shift+V)</translation>
        </message>
        <message>
            <source>Find in the terminal (Ctrl+Shift+F)</source>
            <translation>在终端中查找 (Ctrl+Shift+F)</translation>
        </message>
        <message>
            <source>Another terminal beside it (Ctrl+Shift+D, Ctrl+Shift+E)</source>
            <translation>在旁边再开一个终端（Ctrl+Shift+D、Ctrl+Shift+E）</translation>
        </message>
        <message>
            <source>Close this terminal (Ctrl+Shift+W)</source>
            <translation>关闭此终端（Ctrl+Shift+W）</translation>
        </message>
        <message>
            <source>Find in the terminal</source>
            <translation>在终端中查找</translation>
        </message>
        <message>
            <source>Enter: the next older place; Shift+Enter: the next newer one; Esc closes</source>
            <translation>Enter：上一处较旧的；Shift+Enter：下一处较新的；Esc 关闭</translation>
        </message>
        <message>
            <source>Close the search (Esc)</source>
            <translation>关闭搜索 (Esc)</translation>
        </message>
        <message>
            <source>not found</source>
            <translation>未找到</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1/%2</translation>
        </message>
        <message>
            <source>Back into the page (Ctrl+Shift+N)</source>
            <translation>移回页面（Ctrl+Shift+N）</translation>
        </message>
        <message>
            <source>Into a window of its own (Ctrl+Shift+N)</source>
            <translation>移到独立窗口（Ctrl+Shift+N）</translation>
        </message>
        <message>
            <source>Serial console of %1</source>
            <translation>%1 的串行控制台</translation>
        </message>
        <message>
            <source>Terminal in %1</source>
            <translation>%1 中的终端</translation>
        </message>
        <message>
            <source>The command has a quote that is not closed</source>
            <translation>命令中有未闭合的引号</translation>
        </message>
        <message>
            <source>Attached to its main process</source>
            <translation>已附加到主进程</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>已连接</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>已关闭</translation>
        </message>
        <message>
            <source>Ended with exit code %1</source>
            <translation>已结束，退出码 %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TerminalView</name>
        <message>
            <source>Terminal</source>
            <translation>终端</translation>
        </message>
        <message>
            <source>Ctrl+click opens %1</source>
            <translation>Ctrl+单击打开 %1</translation>
        </message>
        <message>
            <source>Open the address</source>
            <translation>打开地址</translation>
        </message>
        <message>
            <source>Ctrl+click</source>
            <translation>Ctrl+单击</translation>
        </message>
        <message>
            <source>Copy the address</source>
            <translation>复制地址</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>粘贴</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>全选</translation>
        </message>
        <message>
            <source>Find…</source>
            <translation>查找…</translation>
        </message>
        <message>
            <source>Forget what has scrolled away</source>
            <translation>清除滚动历史</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TerminalWindow</name>
        <message>
            <source>Console of %1</source>
            <translation>%1 的控制台</translation>
        </message>
        <message>
            <source>Terminal in %1</source>
            <translation>%1 中的终端</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TextDialog</name>
        <message>
            <source>Find</source>
            <translation>查找</translation>
        </message>
        <message>
            <source>Find in this text</source>
            <translation>在此文本中查找</translation>
        </message>
        <message>
            <source>Find in this text (Ctrl+F, Enter for the next)</source>
            <translation>在此文本中查找（Ctrl+F，Enter 查找下一个）</translation>
        </message>
        <message>
            <source>Ctrl+C copies what is selected</source>
            <translation>Ctrl+C 复制所选内容</translation>
        </message>
        <message>
            <source>Copy all</source>
            <translation>全部复制</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TextbookPanel</name>
        <message>
            <source>not measured yet</source>
            <translation>尚未测量</translation>
        </message>
        <message>
            <source>Container or VM? The table of the textbooks, with the figures of this computer.</source>
            <translation>容器还是虚拟机？教科书中的表格，填入这台计算机的数据。</translation>
        </message>
        <message>
            <source>Measure…</source>
            <translation>测量…</translation>
        </message>
        <message>
            <source>See how</source>
            <translation>查看</translation>
        </message>
        <message>
            <source>%1: show the experiment</source>
            <translation>%1：显示实验</translation>
        </message>
        <message>
            <source>Go to the experiment that measures this</source>
            <translation>转到测量此项的实验</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TimeView</name>
        <message>
            <source>%1 s ago</source>
            <translation>%1 秒前</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ToolMenu</name>
        <message>
            <source>Copy as command</source>
            <translation>复制为命令</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Tray</name>
        <message>
            <source>Catamaran: %1 running</source>
            <translation>Catamaran:%1 个运行中</translation>
        </message>
        <message>
            <source>Open Catamaran</source>
            <translation>打开 Catamaran</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Logs</source>
            <translation>日志</translation>
        </message>
        <message>
            <source>Nothing runs</source>
            <translation>没有运行项</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Treemap</name>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>容器</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>卷</translation>
        </message>
        <message>
            <source>Build cache</source>
            <translation>构建缓存</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>其他</translation>
        </message>
        <message>
            <source>What lies on the disk</source>
            <translation>磁盘上的内容</translation>
        </message>
        <message>
            <source>What lies on the disk, by size; hatched is what nothing uses</source>
            <translation>磁盘上的内容，按大小；阴影部分未被使用</translation>
        </message>
        <message>
            <source>%1 %2, %3, not used</source>
            <translation>%1 %2，%3，未使用</translation>
        </message>
        <message>
            <source>%1 · not used</source>
            <translation>%1 · 未使用</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::UndoBar</name>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Keep it (Ctrl+Z)</source>
            <translation>保留 (Ctrl+Z)</translation>
        </message>
        <message>
            <source>Remove now</source>
            <translation>立即移除</translation>
        </message>
        <message>
            <source>Do not wait any longer</source>
            <translation>不再等待</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::UndoBin</name>
        <message>
            <source>%1 will be removed</source>
            <translation>将移除 %1</translation>
        </message>
        <message>
            <source>%1 things will be removed</source>
            <translation>将移除 %1 项</translation>
        </message>
        <message>
            <source>Undo the removal of %1</source>
            <translation>撤销移除 %1</translation>
        </message>
        <message>
            <source>Undo the removal of %1 things</source>
            <translation>撤销移除 %1 项</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::VolumesPage</name>
        <message>
            <source>Filter volumes</source>
            <translation>筛选卷</translation>
        </message>
        <message>
            <source>Filter by name or by a container that has it (Ctrl+F)</source>
            <translation>按名称或使用它的容器筛选 (Ctrl+F)</translation>
        </message>
        <message>
            <source>Restore…</source>
            <translation>恢复…</translation>
        </message>
        <message>
            <source>Make a volume of a backup (tar, tar.gz, tar.zst)</source>
            <translation>用备份创建卷 (tar、tar.gz、tar.zst)</translation>
        </message>
        <message>
            <source>New volume…</source>
            <translation>新建卷…</translation>
        </message>
        <message>
            <source>Make an empty volume (Ctrl+N)</source>
            <translation>创建空卷 (Ctrl+N)</translation>
        </message>
        <message>
            <source>No volumes yet</source>
            <translation>尚无卷</translation>
        </message>
        <message>
            <source>A volume keeps the data of a container when the container goes. Make one here, or run an image with “-v NAME:/path”.</source>
            <translation>容器移除后，卷保留其数据。可在此创建，或用“-v NAME:/path”运行镜像。</translation>
        </message>
        <message>
            <source>Volumes</source>
            <translation>卷</translation>
        </message>
        <message>
            <source>Unused</source>
            <translation>未使用</translation>
        </message>
        <message>
            <source>Only volumes that no container names</source>
            <translation>仅显示没有容器引用的卷</translation>
        </message>
        <message>
            <source>Largest first</source>
            <translation>最大优先</translation>
        </message>
        <message>
            <source>Sort by size instead of by name</source>
            <translation>按大小而不是名称排序</translation>
        </message>
        <message>
            <source>Remove unused…</source>
            <translation>移除未使用的…</translation>
        </message>
        <message>
            <source>All volumes; Enter browses the selected one</source>
            <translation>所有卷；Enter 浏览选中的卷</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>卷</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Used by</source>
            <translation>使用者</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>创建时间</translation>
        </message>
        <message>
            <source>Clone…</source>
            <translation>克隆…</translation>
        </message>
        <message>
            <source>Back up…</source>
            <translation>备份…</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>移除…</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>无</translation>
        </message>
        <message>
            <source>No container that has it runs</source>
            <translation>使用它的容器均未运行</translation>
        </message>
        <message>
            <source>Running: %1</source>
            <translation>运行中：%1</translation>
        </message>
        <message>
            <source>volume</source>
            <translation>卷</translation>
        </message>
        <message>
            <source>volumes</source>
            <translation>个卷</translation>
        </message>
        <message>
            <source> Remove unused… %1</source>
            <translation> 移除未使用的… %1</translation>
        </message>
        <message>
            <source> Nothing unused</source>
            <translation> 没有未使用的</translation>
        </message>
        <message>
            <source>%1 that no container names hold %2</source>
            <translation>没有容器引用的 %1 占用 %2</translation>
        </message>
        <message>
            <source>no container has it</source>
            <translation>没有容器使用它</translation>
        </message>
        <message>
            <source>in %1</source>
            <translation>在 %1 中</translation>
        </message>
        <message>
            <source>Make a copy under another name
%1</source>
            <translation>以其他名称复制
%1</translation>
        </message>
        <message>
            <source>Write the volume to one file
%1</source>
            <translation>将卷写入一个文件
%1</translation>
        </message>
        <message>
            <source>Delete the volume and its data (Delete)
%1</source>
            <translation>删除卷及其数据 (Delete)
%1</translation>
        </message>
        <message>
            <source>Used by %1; remove those first</source>
            <translation>由 %1 使用；请先移除它们</translation>
        </message>
        <message>
            <source>New volume</source>
            <translation>新建卷</translation>
        </message>
        <message>
            <source>A volume keeps data when containers come and go.</source>
            <translation>容器来来去去，卷保留数据。</translation>
        </message>
        <message>
            <source>Create</source>
            <translation>创建</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Clone %1</source>
            <translation>克隆 %1</translation>
        </message>
        <message>
            <source>All files are copied with owners, modes and times.</source>
            <translation>复制所有文件，保留所有者、权限和时间。</translation>
        </message>
        <message>
            <source>%1 is paused while the files are copied, so that the copy is of one moment.</source>
            <translation>复制文件时会暂停 %1，使副本对应同一时刻。</translation>
        </message>
        <message>
            <source>Clone</source>
            <translation>克隆</translation>
        </message>
        <message>
            <source>New name</source>
            <translation>新名称</translation>
        </message>
        <message>
            <source>Back up %1</source>
            <translation>备份 %1</translation>
        </message>
        <message>
            <source>Archives (*.tar.zst)</source>
            <translation>归档 (*.tar.zst)</translation>
        </message>
        <message>
            <source>Restore a backup</source>
            <translation>恢复备份</translation>
        </message>
        <message>
            <source>Archives (*.tar *.tar.gz *.tgz *.tar.zst);;All files (*)</source>
            <translation>归档 (*.tar *.tar.gz *.tgz *.tar.zst);;所有文件 (*)</translation>
        </message>
        <message>
            <source>Restore %1</source>
            <translation>恢复 %1</translation>
        </message>
        <message>
            <source>The volume must be new or empty; it appears whole or not at all.</source>
            <translation>卷必须是新的或空的；要么完整出现，要么完全不出现。</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>恢复</translation>
        </message>
        <message>
            <source>Remove %1?</source>
            <translation>移除 %1？</translation>
        </message>
        <message>
            <source>%1 of data are deleted. This cannot be undone.</source>
            <translation>将删除 %1 的数据。此操作无法撤销。</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Remove unused volumes</source>
            <translation>移除未使用的卷</translation>
        </message>
        <message>
            <source>No container names them. %1 without a name of their own hold %2; with the named ones it is %3 and %4. This cannot be undone.</source>
            <translation>没有容器引用它们。%1 个无名称的占用 %2；加上有名称的共 %3 个、%4。此操作无法撤销。</translation>
        </message>
        <message>
            <source>Named ones too</source>
            <translation>包括有名称的</translation>
        </message>
        <message>
            <source>Also volumes that were given a name</source>
            <translation>也包括被命名的卷</translation>
        </message>
        <message>
            <source>Details of %1</source>
            <translation>%1 的详情</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkChart</name>
        <message>
            <source>Time of each program</source>
            <translation>每个程序的时间</translation>
        </message>
        <message>
            <source>ms, log scale</source>
            <translation>毫秒，对数刻度</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>程序</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>容器</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>虚拟机</translation>
        </message>
        <message>
            <source>VM / container</source>
            <translation>虚拟机 / 容器</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkPanel</name>
        <message>
            <source>Runs small programs of the image's shell in both hulls, in turn.</source>
            <translation>轮流在两种载体中运行镜像 shell 的小程序。</translation>
        </message>
        <message>
            <source>Rounds</source>
            <translation>轮数</translation>
        </message>
        <message>
            <source>How often each program runs; more give a firmer median</source>
            <translation>每个程序运行的次数；次数越多，中位数越可靠</translation>
        </message>
        <message>
            <source>What does the same program cost inside?</source>
            <translation>同一程序在内部的代价是多少？</translation>
        </message>
        <message>
            <source>Counting, hashing, system calls, writing, small files and forks run in a container and in a VM, in turn. A container's program runs on this kernel; a VM's meets the emulated machine, and where it does is what you see.</source>
            <translation>计数、哈希、系统调用、写入、小文件和 fork 轮流在容器和虚拟机中运行。容器的程序在这个内核上运行；虚拟机的程序会遇到模拟的机器，何处遇到即是您所见。</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>In the VM%1 a program takes from %2x (%3) to %4x (%5) of its time in the container.</source>
            <translation>在虚拟机%1 中，程序耗时为容器中的 %2 倍 (%3) 至 %4 倍 (%5)。</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkloadGroups</name>
        <message>
            <source>In no stack</source>
            <translation>不属于任何堆栈</translation>
        </message>
        <message>
            <source>Without a tag</source>
            <translation>无标签</translation>
        </message>
        <message>
            <source>On no network</source>
            <translation>未连接网络</translation>
        </message>
        <message>
            <source>workload</source>
            <translation>个工作负载</translation>
        </message>
        <message>
            <source>workloads</source>
            <translation>个工作负载</translation>
        </message>
        <message>
            <source>%1 running</source>
            <translation>%1 个运行中</translation>
        </message>
        <message>
            <source>Group %1, %2, %3 running, %4</source>
            <translation>分组 %1，%2，%3 个运行中，%4</translation>
        </message>
        <message>
            <source>folded</source>
            <translation>已折叠</translation>
        </message>
        <message>
            <source>unfolded</source>
            <translation>已展开</translation>
        </message>
        <message>
            <source>Sum of the %1 of %2 that are measured</source>
            <translation>%2 个中已测量的 %1 个之和</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkloadLinks</name>
        <message>
            <source>Details of %1</source>
            <translation>%1 的详情</translation>
        </message>
        <message>
            <source>Open the details of %1</source>
            <translation>打开 %1 的详情</translation>
        </message>
        <message>
            <source>%1 more</source>
            <translation>另有 %1 个</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkloadModel</name>
        <message>
            <source>User-mode network of QEMU</source>
            <translation>QEMU 的用户模式网络</translation>
        </message>
        <message>
            <source>CPU history, now %1</source>
            <translation>CPU 历史，当前 %1</translation>
        </message>
        <message>
            <source>no CPU figure</source>
            <translation>无 CPU 数据</translation>
        </message>
        <message>
            <source>%1, tags %2</source>
            <translation>%1，标签 %2</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>端口</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Uptime</source>
            <translation>运行时间</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkloadsPage</name>
        <message>
            <source>Filter workloads</source>
            <translation>筛选工作负载</translation>
        </message>
        <message>
            <source>Filter by name, image, port, state or #tag (Ctrl+F)</source>
            <translation>按名称、镜像、端口、状态或 #标签 筛选（Ctrl+F）</translation>
        </message>
        <message>
            <source>Run…</source>
            <translation>运行…</translation>
        </message>
        <message>
            <source>Run an image as a container, a VM or both (Ctrl+N)</source>
            <translation>将镜像作为容器、虚拟机或两者运行 (Ctrl+N)</translation>
        </message>
        <message>
            <source>Nothing runs yet</source>
            <translation>尚无运行项</translation>
        </message>
        <message>
            <source>Run an image as a container or a VM, or compare both side by side. What is started here goes on when this window is closed.</source>
            <translation>将镜像作为容器或虚拟机运行，或并排比较两者。在此启动的项目在窗口关闭后继续运行。</translation>
        </message>
        <message>
            <source>Compare the demo</source>
            <translation>比较演示</translation>
        </message>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>VMs of disks, and what makes VMs start faster</source>
            <translation>由磁盘创建的虚拟机，以及加快虚拟机启动的方法</translation>
        </message>
        <message>
            <source>Workloads</source>
            <translation>工作负载</translation>
        </message>
        <message>
            <source>&amp;Group by</source>
            <translation>分组方式(&amp;G)</translation>
        </message>
        <message>
            <source>Group by</source>
            <translation>分组方式</translation>
        </message>
        <message>
            <source>Puts workloads below headers with sums, which fold; of several tags or networks the first counts</source>
            <translation>将工作负载归入带合计、可折叠的标题之下；有多个标签或网络时以第一个为准</translation>
        </message>
        <message>
            <source>Nothing</source>
            <translation>不分组</translation>
        </message>
        <message>
            <source>Stack</source>
            <translation>堆栈</translation>
        </message>
        <message>
            <source>Tag</source>
            <translation>标记</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Containers and VMs; Enter opens, the menu key shows what can be done</source>
            <translation>容器和虚拟机；回车键打开，菜单键显示可执行的操作</translation>
        </message>
        <message>
            <source>%1 running</source>
            <translation>%1 个运行中</translation>
        </message>
        <message>
            <source>container</source>
            <translation>个容器</translation>
        </message>
        <message>
            <source>containers</source>
            <translation>个容器</translation>
        </message>
        <message>
            <source>virtual machine</source>
            <translation>台虚拟机</translation>
        </message>
        <message>
            <source>virtual machines</source>
            <translation>台虚拟机</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>启动</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Restart</source>
            <translation>重启</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>恢复</translation>
        </message>
        <message>
            <source>Kill</source>
            <translation>强制终止</translation>
        </message>
        <message>
            <source>Open details	Enter</source>
            <translation>打开详情	Enter</translation>
        </message>
        <message>
            <source>Open log</source>
            <translation>打开日志</translation>
        </message>
        <message>
            <source>Merged log of %1</source>
            <translation>%1 的合并日志</translation>
        </message>
        <message>
            <source>Show log</source>
            <translation>显示日志</translation>
        </message>
        <message>
            <source>Inspect</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>Tags…	Ctrl+T</source>
            <translation>标签…	Ctrl+T</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>移除…</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>复制为命令</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Words by which you find it again, with spaces between:</source>
            <translation>用于再次查找的词，以空格分隔：</translation>
        </message>
        <message>
            <source>Words by which you find it again, with spaces between.
In use: %1</source>
            <translation>用于再次查找的词，以空格分隔。
已使用：%1</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Remove %1?</source>
            <translation>移除 %1？</translation>
        </message>
        <message>
            <source>Remove %1 workloads?</source>
            <translation>移除 %1 个工作负载？</translation>
        </message>
        <message>
            <source>What runs is killed. Its changes to the file system and its log are lost; the image stays.</source>
            <translation>运行中的将被终止。其文件系统更改和日志将丢失；镜像保留。</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::YamlEditor</name>
        <message>
            <source>Compose file</source>
            <translation>Compose 文件</translation>
        </message>
    </context>
</TS>
