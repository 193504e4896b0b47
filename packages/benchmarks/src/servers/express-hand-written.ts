import { createServer } from 'node:http'
import express from 'express'
import { path } from '../callback.js'
import { answerTo, forbidden, isGenuine } from './hand-written.js'
import { serve } from './serve.js'

const app = express()
app.use(express.json({ limit: '1mb', type: () => true }))
app.post(path, (req, res) => {
  if (!isGenuine(req.query)) {
    res.status(403).json(forbidden)
    return
  }
  res.json(answerTo(req.query.CallbackCommand, req.body))
})
serve(createServer(app))
