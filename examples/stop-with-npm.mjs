// npm hands SIGTERM to its shell, which dies and leaves the server behind. So a server that was started by npm asks
// now and then whether that shell is still there, and gets the signal that it missed.
const shell = process.ppid
const watch = setInterval(() => {
  if (process.ppid === shell) return
  clearInterval(watch)
  process.kill(process.pid, 'SIGTERM')
}, 250)
watch.unref()
process.once('SIGTERM', () => clearInterval(watch))
