import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { createServer, type AddressInfo, type Server } from 'node:net'

/** A TCP and a UDP port that count every connection and packet, whatever they carry. */
export class NetworkListener {
  connections = 0
  packets = 0
  private readonly server: Server = createServer((socket) => {
    this.connections += 1
    socket.on('error', () => undefined)
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
  })
  private readonly socket: UdpSocket = createSocket('udp4', () => {
    this.packets += 1
  })

  /** Opens both. Returns the address of the TCP port. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    await new Promise<void>((resolve) => this.socket.bind(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${String(this.tcpPort)}`
  }

  get tcpPort(): number {
    return (this.server.address() as AddressInfo).port
  }

  get udpPort(): number {
    return this.socket.address().port
  }

  close(): void {
    this.server.close()
    this.socket.close()
  }
}
