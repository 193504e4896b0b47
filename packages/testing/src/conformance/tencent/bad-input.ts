import type { Case } from '../cases.js'
import { app } from './sample.js'

const { now } = app

const repeated: Case[] = [
  '&Sign=0',
  '&SdkAppid=1400000000',
  '&CallbackCommand=C2C.CallbackBeforeSendMsg',
  '&RequestTime=1700000000',
  '&ClientIP=203.0.113.7',
  '&%53ign=0',
  '&Sign',
  '&x=1&x=1',
].map((suffix) => ({ name: `a query with ${suffix} behind it`, send: { suffix }, expect: 'ambiguous_param' }))

const apps: Case[] = [
  ...[
    undefined,
    '',
    ' 1400000000',
    '1400000000 ',
    '01400000000',
    '+1400000000',
    '1.4e9',
    '1400000000.0',
    '0x53724e00',
    '1400000001',
    '1400000000\0',
    '1400000000\n',
    '１４００００００００',
    '1400000000,1400000000',
    '[1400000000]',
    '__proto__',
    'constructor',
    'toString',
  ].map((SdkAppid): Case => {
    const name = `SdkAppid ${SdkAppid === undefined ? 'missing' : JSON.stringify(SdkAppid)}`
    return { name, send: { query: { SdkAppid } }, expect: 'unknown_app' }
  }),
  ...[
    'SdkAppid[]=1400000000',
    'SdkAppid[0]=1400000000',
    'sdkappid=1400000000',
    'SdkAppid',
    'SdkAppid=%E0%A4%A',
  ].map(
    (text): Case => ({
      name: `${text} for SdkAppid`,
      send: { query: { SdkAppid: undefined }, suffix: `&${text}` },
      expect: 'unknown_app',
    }),
  ),
]

const signatures: Case[] = [
  { name: 'no Sign', send: { query: { Sign: undefined } }, expect: 'signature_missing' },
  { name: 'an empty Sign', send: { query: { Sign: '' } }, expect: 'signature_missing' },
  {
    name: 'Sign[] for Sign',
    send: { query: { Sign: undefined }, suffix: `&Sign[]=${'0'.repeat(64)}` },
    expect: 'signature_missing',
  },
  { name: 'no RequestTime', send: { query: { RequestTime: undefined } }, expect: 'signature_missing' },
  { name: 'an empty RequestTime', send: { query: { RequestTime: '' } }, expect: 'signature_missing' },
  ...[
    'NaN',
    'Infinity',
    '-1',
    '1.7e9',
    '1700000000.0',
    ' 1700000000',
    '1700000000 ',
    '0x6553f100',
    '١٧',
    '17000000000000',
  ].map(
    (RequestTime): Case => ({
      name: `RequestTime ${JSON.stringify(RequestTime)}`,
      send: { query: { RequestTime } },
      expect: 'signature_invalid',
    }),
  ),
  { name: 'Sign of another token', send: { token: 'not-ours' }, expect: 'signature_invalid' },
  { name: 'Sign of an empty token', send: { token: '' }, expect: 'signature_invalid' },
  { name: 'Sign cut short', send: { sign: (digest) => digest.slice(0, 63) }, expect: 'signature_invalid' },
  {
    name: 'Sign twice in one value',
    send: { sign: (digest) => digest + digest },
    expect: 'signature_invalid',
  },
  {
    name: 'Sign with a space before it',
    send: { sign: (digest) => ` ${digest}` },
    expect: 'signature_invalid',
  },
  {
    name: 'Sign with its last digit changed',
    send: { sign: (digest) => digest.slice(0, 63) + (digest.endsWith('0') ? '1' : '0') },
    expect: 'signature_invalid',
  },
  { name: 'Sign that is no hex', send: { sign: () => 'g'.repeat(64) }, expect: 'signature_invalid' },
  {
    name: 'Sign of another second',
    send: { query: { RequestTime: String(now - 1) }, signedTime: String(now) },
    expect: 'signature_invalid',
  },
  {
    name: 'Sign of 61 s ago',
    send: { query: { RequestTime: String(now - 61) } },
    expect: 'signature_expired',
  },
  {
    name: 'Sign 61 s ahead',
    send: { query: { RequestTime: String(now + 61) } },
    expect: 'signature_expired',
  },
  { name: 'Sign of 1970', send: { query: { RequestTime: '0' } }, expect: 'signature_expired' },
]

const commands: Case[] = [
  {
    name: 'no command',
    send: { query: { CallbackCommand: undefined }, body: '{}' },
    expect: 'missing_command',
  },
  {
    name: 'an empty command',
    send: { query: { CallbackCommand: '' }, body: '{"CallbackCommand":""}' },
    expect: 'missing_command',
  },
  ...['42', 'null', '{}', '["C2C.CallbackBeforeSendMsg"]'].map(
    (value): Case => ({
      name: `a command ${value} in the body`,
      send: { query: { CallbackCommand: undefined }, body: `{"CallbackCommand":${value}}` },
      expect: 'missing_command',
    }),
  ),
  ...['a b', 'a\nb', '命令', 'x'.repeat(129)].map(
    (CallbackCommand): Case => ({
      name: `a command that is no word, ${JSON.stringify(CallbackCommand.slice(0, 20))}`,
      send: { query: { CallbackCommand }, body: '{}' },
      expect: 'missing_command',
    }),
  ),
  {
    name: 'a command that only the prototype of the body has',
    send: {
      query: { CallbackCommand: undefined },
      body: '{"__proto__":{"CallbackCommand":"C2C.CallbackBeforeSendMsg"}}',
    },
    expect: 'missing_command',
    unless: { refusesProto: ['the parser refuses', 'koa-bodyparser refuses such names'] },
  },
  {
    name: 'two known commands',
    send: { query: { CallbackCommand: 'C2C.CallbackAfterSendMsg' } },
    expect: 'command_mismatch',
  },
]

const handlers: Case[] = [
  {
    name: 'a handler that answers nonsense',
    send: { query: { CallbackCommand: 'Test.Nonsense' }, body: '{"a":1}' },
    expect: 'handler_failed',
  },
]

/** What gets an answer of the error table when Tencent is to have sent it. */
export const badInput: readonly Case[] = [...repeated, ...apps, ...signatures, ...commands, ...handlers]
