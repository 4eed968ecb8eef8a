<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>catamaran::ui::PromptDialog</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
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
            <source>%1 as a table</source>
            <translation>%1 的表格</translation>
        </message>
        <message>
            <source>Chart: %1</source>
            <translation>图表：%1</translation>
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>One image, two hulls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press Run: the image starts in turn as a container and as a light VM until it answers over HTTP. Start-up time, memory and disk of both are measured, and the last pair stays for live charts. Nothing else is left behind.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compare</source>
            <translation>比较</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Image to compare</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The image that runs in both hulls; its port 80 must answer HTTP 200</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs of each hull</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Measured runs of each hull, after one warm-up; more runs give a firmer median</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Progress of the comparison</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Stop the race and remove what it started</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy as Markdown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export report…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copied as Markdown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory when settled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disk</source>
            <translation>磁盘</translation>
        </message>
        <message>
            <source>Live: the pair that was kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the pair</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop and remove the container and the VM that the last run left</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disk written</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancelling, and removing what was started…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Warming up: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run %1 of %2: %3</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The comparison was cancelled; nothing is left behind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Getting ready</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>kernel %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 CPUs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>shared with others</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs both hulls in turn and measures until the first HTTP 200.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine is not open.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same image as a container and as a VM, side by side on this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export the comparison</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>HTML report (*.html);;Picture of this page (*.png);;CSV table (*.csv);;JSON (*.json);;Markdown (*.md)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot write %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file could not be created</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another folder</source>
            <translation type="unfinished" />
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
            <source>%1: not done</source>
            <translation>%1：未完成</translation>
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
        <name>catamaran::ui::GraphView</name>
        <message>
            <source>Services and what they need</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>sooner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 – %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>less</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 shared</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1: answers after %2, uses %3 of memory and %4 of disk</source>
            <translation type="unfinished" />
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
            <source>In use by</source>
            <translation>使用者</translation>
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
        <name>catamaran::ui::LiveChart</name>
        <message>
            <source>Seconds ago</source>
            <translation>秒前</translation>
        </message>
        <message>
            <source>%1 s ago</source>
            <translation>%1 秒前</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LogView</name>
        <message>
            <source>Log</source>
            <translation>日志</translation>
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filter the log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lines that have all words; -word leaves lines out; /…/ is a regular expression</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Follow</source>
            <translation>跟随</translation>
        </message>
        <message>
            <source>Keep the newest line in view (End)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log of the stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the lines of %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The regular expression: %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::NodeCard</name>
        <message>
            <source>not created</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 replicas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>built here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>profile off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>health check</source>
            <translation type="unfinished" />
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
            <source>What to do: %1</source>
            <translation>解决办法：%1</translation>
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>recreate</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>build</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>pull</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring %1 up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take %1 down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restart %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to build</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to pull</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to create</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to recreate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to stop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to remove</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 other changes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 stay as they are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to do</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove its volumes too</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The data in the named volumes of this stack is lost</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restart</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
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
        <name>catamaran::bridge::Race</name>
        <message>
            <source>The comparison cannot start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine is not open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The comparison stopped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to export</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No comparison has finished yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press Run</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot write %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another folder</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::RaceLanes</name>
        <message>
            <source>waiting for its turn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no run yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>warm-up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>run %1 of %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>running</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Race</source>
            <translation type="unfinished" />
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
        <name>catamaran::bridge::Session</name>
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
            <source>started</source>
            <translation>已启动</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>已停止</translation>
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Networks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Secrets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Configs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>error</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>errors</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>warning</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>warnings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the place in the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Replicas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ports</source>
            <translation>端口</translation>
        </message>
        <message>
            <source>Ports · %1 taken</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken by %1</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Stop what is under way; what is done stays</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same on the command line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the command line</source>
            <translation>复制命令行</translation>
        </message>
        <message>
            <source>Command line copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 (Alt+%2)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Graph</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Logs</source>
            <translation>日志</translation>
        </message>
        <message>
            <source>Startup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CPU of the stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory of the stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Resources</source>
            <translation>资源</translation>
        </message>
        <message>
            <source>What would change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compare the edited file with what runs (Ctrl+Return)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Revert</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go back to the file as it is on disk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the file (Ctrl+S)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Profiles</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch the profile %1 on or off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take variables from the file .env</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>of the last start in this window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>created to started</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bring the stack up to see it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>from the times the containers were created and started</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>working</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not valid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not up</source>
            <translation>未启动</translation>
        </message>
        <message>
            <source>The file of this stack is not known here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edited, not saved. Bring up saves it first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is up after %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 stopped</source>
            <translation>%1 个已停止</translation>
        </message>
        <message>
            <source>%1 started</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::StackedChart</name>
        <message>
            <source>together %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seconds ago</source>
            <translation>秒前</translation>
        </message>
        <message>
            <source>Together</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Stacks</name>
        <message>
            <source>Cannot save %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the rights of the folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot bring %1 up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot take %1 down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot stop %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot start %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot restart %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot open %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot plan %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::StacksPage</name>
        <message>
            <source>Paste</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the Compose file, address or path in the clipboard (Ctrl+Shift+V)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a Compose file or an archive (Ctrl+O)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No stack yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop a Compose file, its folder, an archive, an address or YAML text anywhere on this window. You see what it holds before anything is started.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a file…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stacks</source>
            <translation>堆栈</translation>
        </message>
        <message>
            <source>Open a stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compose files and archives (*.yaml *.yml *.zip *.tar *.tar.gz *.tgz *.tar.xz *.tar.zst);;All files (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no stack in the clipboard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy a Compose file, its path or its address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>recent file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>recent files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compose files: look first, then bring them up</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::StartupChart</name>
        <message>
            <source>Startup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 median %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1
median %2
half of the runs %3 to %4
all runs %5 to %6</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ms, log scale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hull</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Median</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>25 %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>75 %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Max</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::StartupChartCard</name>
        <message>
            <source>waits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>create</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>start</source>
            <translation>启动</translation>
        </message>
        <message>
            <source>until healthy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Startup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chart: %1</source>
            <translation>图表：%1</translation>
        </message>
        <message>
            <source>networks and volumes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>┄ waits for what it depends on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1, failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Part</source>
            <translation>部分</translation>
        </message>
        <message>
            <source>Step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Took</source>
            <translation type="unfinished" />
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
        <name>catamaran::bridge::UndoBin</name>
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
        <name>catamaran::ui::WorkloadModel</name>
        <message>
            <source>CPU history, now %1</source>
            <translation>CPU 历史，当前 %1</translation>
        </message>
        <message>
            <source>no CPU figure</source>
            <translation>无 CPU 数据</translation>
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
            <source>Filter by name, image, port or state (Ctrl+F)</source>
            <translation>按名称、镜像、端口或状态筛选 (Ctrl+F)</translation>
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
            <source>Workloads</source>
            <translation>工作负载</translation>
        </message>
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
            <source>Containers and VMs; Enter opens, the menu key shows what can be done</source>
            <translation>容器和虚拟机；回车键打开，菜单键显示可执行的操作</translation>
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
            <source>Show log</source>
            <translation>显示日志</translation>
        </message>
        <message>
            <source>Inspect</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>移除…</translation>
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
            <translation type="unfinished" />
        </message>
    </context>
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the VM %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the image %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the volume %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the network %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pull %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Build %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Load images of %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy into %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make the VM %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove stopped containers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove images without a name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the build cache</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove volumes that nothing uses</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Build an image of %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The instructions of the Dockerfile are carried out step by step; RUN steps run in containers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Made from %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>About %1 instructions</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a VM from %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A full VM with an empty disk of 16 GiB starts from this installer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A full VM gets a disk of its own on top of this one, which is not changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 on the disk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of the VM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make the VM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An archive of images, as “save” writes it. Its images come into the store; nothing is started.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An appliance (OVA)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import %1 as an image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The archive holds a root file system. It becomes an image of one layer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 cannot be read as an archive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The archive holds neither images nor a root file system, a Compose file or a Dockerfile. It begins with: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Variables of %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A file of variables is used by a stack beside it, or given to a container. The values are not shown.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Line %1 is no variable</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 variables: %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a Compose file beside it, which reads a file named “.env” by itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kubernetes manifests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These objects were found:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 has a meaning in a cluster only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This version does not run Kubernetes manifests; write them as a Compose file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>User-data for a VM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cloud-init reads it at a VM's first boot. It needs a disk image with cloud-init.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is valid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A VM's definition for libvirt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A domain that libvirt runs appears here among the VMs by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs with %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disk: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The disk %1 is not on this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder is an OCI image layout. Its images come into the store.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder holds no Compose file, Dockerfile or image layout</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is empty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 cannot be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A qcow2 disk image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A VMDK disk image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A VHD disk image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A VDI disk image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A disc image (ISO 9660)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A raw disk image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is neither an archive nor a disk image that is known here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is XML, but no domain of libvirt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is text, but no Compose file, Dockerfile, manifest, user-data or libvirt XML</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files of the same name are replaced.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The VM %1 does not run</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files reach a VM over SSH, from a terminal. Copy the line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder inside</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Look at the text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look at %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is nothing in it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is not there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same for Catamaran</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Catamaran takes the same words. Copy the line into a terminal.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is no valid address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The page is that of an image. It is fetched, not started.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pull</source>
            <translation>拉取</translation>
        </message>
        <message>
            <source>The repository is fetched with git, and its Dockerfile is built.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A disk image in the web</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fetch it first; then drop the file here to make a VM.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The text is the name of an image. It is fetched, not started.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The text is no Compose file, address or name of an image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>already here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 of %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>again: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>unpacking</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 images without a name are gone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 are free again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The VM %1 is made</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 copied into %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 removed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1, not used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1, used by %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is up to date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Built %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loaded %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Imported %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>layers that images share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>build cache</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>disks of VMs and books</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waits for what it needs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>until healthy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>volume</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>its data is lost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its data stays</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This link cannot be followed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” is no name of a workload</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” are no ports; they look like 8080:80</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” is no hull: container, vm or both</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A link asks to run this image. Its program gets what every workload of yours gets.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opens ports of this computer: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run only what you trust: the link may come from anywhere</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>It is too long</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is no catamaran:// link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It has parts that no link of ours has</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” is nothing that a link can ask for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” is not known in a link to %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It names no image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” is no name of an image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A link asks to fetch this image from its registry. It is not started.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compare %1 as container and VM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A link leads to the comparison with this image chosen. It is not started.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>Only https addresses can be opened by a link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a stack from %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A link asks to fetch a Compose file. You will see its services before anything starts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fetch and show</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It names no page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the page %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A link leads to a page of this window.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 and %2 more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the folder %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the archive %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Several things at once: drop one folder, one archive, or only YAML files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no compose.yaml in the folder %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is no Compose file, folder or archive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The text is no Compose file: it has no services</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>pasted text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>anonymous volume</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>read-only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 CPU</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>external</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>internal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>service %1 of this stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>VM %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>container %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another program of this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not created</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waiting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>starting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>running</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>healthy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>unhealthy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>paused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>completed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>failed</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui</name>
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
            <source>shares the host's kernel</source>
            <translation>共享主机内核</translation>
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
            <source>Doctor</source>
            <translation>医生</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
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
    </context>
    <context>
        <name>catamaran::ui::Doctor</name>
        <message>
            <source>The engine opens its state directory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Needed, and missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Could be better</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In order</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One thing that is needed is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 things that are needed are missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put it right and check again. What still works can be used meanwhile.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All that is needed is there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One thing could be better; nothing has to be done.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 things could be better; nothing has to be done.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer is in order</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Containers and VMs find all they need.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::Palette</name>
        <message>
            <source>Page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Action</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Setting</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Logs of %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compare %1 as container and VM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>stack compose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>image</source>
            <translation>个镜像</translation>
        </message>
        <message>
            <source>volume</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>network</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
