import { once } from 'node:events'
import { connect } from 'node:net'

/** Whether the process that answers on this port is the one we started: ports are reused quickly. */
export async function answersAs(pid: number, port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    socket.setEncoding('utf8').write('PING\r\nINFO server\r\n')
    let text = ''
    for await (const chunk of socket) {
      text += chunk
      if (text.includes('executable:')) break
      if (text.startsWith('-')) return false
    }
    return text.startsWith('+PONG') && text.includes(`process_id:${pid}\r\n`)
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
