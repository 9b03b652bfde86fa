// A program for Windows that hands its words to the relay of the tests (test/rigs/powershell.ts), which runs the program
// of the same name on Linux, or notes the words.
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

var name = Path.GetFileNameWithoutExtension(Environment.ProcessPath!);
var drives = Environment.GetEnvironmentVariable("RELAY_DRIVES");
// As OpenSSH for Windows does in what sftp reads: backslashes are slashes. A drive, or a share, is a folder of Wine's.
string ForUnix(string word) =>
    name != "sftp" || drives is null ? word
    : Regex.Replace(
        Regex.Replace(word.Replace('\\', '/'), @"(?<![A-Za-z0-9@.])([A-Za-z]):/", match => $"{drives}/{match.Groups[1].Value.ToLowerInvariant()}:/"),
        @"^(/?['""]?)/?/nas/", match => $"{match.Groups[1].Value}{drives}/unc/nas/");

using var socket = new TcpClient("127.0.0.1", int.Parse(Environment.GetEnvironmentVariable("RELAY_PORT")!));
using var stream = socket.GetStream();
var words = new[] { name }.Concat(args.Select(ForUnix)).Select(word => Convert.ToBase64String(Encoding.UTF8.GetBytes(word)));
stream.Write(Encoding.ASCII.GetBytes(string.Join(',', words) + "\n"));
if (Console.IsInputRedirected)
    _ = Task.Run(() => { try { Console.OpenStandardInput().CopyTo(stream); } catch (IOException) { } socket.Client.Shutdown(SocketShutdown.Send); });
else socket.Client.Shutdown(SocketShutdown.Send);

// Frames: kind (1 output, 2 errors, 3 exit status), length, bytes.
using Stream output = Console.OpenStandardOutput(), errors = Console.OpenStandardError();
var head = new byte[5];
while (true)
{
    stream.ReadExactly(head);
    var body = new byte[BitConverter.ToInt32(head, 1)];
    stream.ReadExactly(body);
    if (head[0] == 3) return BitConverter.ToInt32(body);
    var to = head[0] == 1 ? output : errors;
    to.Write(body);
    to.Flush();
}
