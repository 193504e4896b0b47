import type { OpenImRelease } from '@im-callback/testing'

/** A request to the last byte, written from the server's structs and not by the helpers that other tests use. */
export interface Written {
  readonly release: OpenImRelease
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** What handlers are to know. */
  readonly command: string
  readonly text: string
}

const go = {
  'User-Agent': 'Go-http-client/1.1',
  'Content-Type': 'application/json; charset=utf-8',
  'Accept-Encoding': 'gzip',
}

/** One of each style of calling. */
export const written: readonly Written[] = [
  {
    release: '2.0',
    url: '/openim',
    headers: go,
    body: String.raw`{"sendID":"u1","callbackCommand":"callbackBeforeSendSingleMsgCommand","serverMsgID":"s1","clientMsgID":"c1","operationID":"1666","senderPlatformID":1,"senderNickname":"n","sessionType":1,"msgFrom":100,"contentType":101,"status":1,"createTime":1666000000000,"content":"1 \u003c 2 \u0026\u0026 casino","recvID":"u2"}`,
    command: 'callbackBeforeSendSingleMsgCommand',
    text: '1 < 2 && casino',
  },
  {
    release: '2.3',
    url: '/openim/',
    headers: go,
    body: '{"sendID":"u1","callbackCommand":"callbackBeforeSendGroupMsgCommand","serverMsgID":"s1","clientMsgID":"c1","operationID":"1666","senderPlatformID":1,"senderNickname":"n","sessionType":3,"msgFrom":100,"contentType":101,"status":1,"createTime":1666000000000,"content":"casino","seq":0,"atUserList":null,"faceURL":"","ex":"","groupID":"g1"}',
    command: 'callbackBeforeSendGroupMsgCommand',
    text: 'casino',
  },
  {
    release: '3.4',
    url: '/openim?command=callbackBeforeSendSingleMsgCommand',
    headers: { ...go, Operationid: 'op1' },
    body: String.raw`{"sendID":"u1","callbackCommand":"callbackBeforeSendSingleMsgCommand","serverMsgID":"s1","clientMsgID":"c1","operationID":"op1","senderPlatformID":5,"senderNickname":"n","sessionType":1,"msgFrom":100,"contentType":101,"status":1,"createTime":1690000000000,"content":"{\"content\":\"\u003cb\u003ecasino\"}","seq":0,"atUserList":null,"faceURL":"","ex":"","recvID":"u2"}`,
    command: 'callbackBeforeSendSingleMsgCommand',
    text: '<b>casino',
  },
  {
    release: '3.5',
    url: '/openim/callbackMsgModifyCommand',
    headers: { ...go, Operationid: 'op1' },
    body: String.raw`{"sendID":"u1","callbackCommand":"callbackMsgModifyCommand","serverMsgID":"s1","clientMsgID":"c1","operationID":"op1","senderPlatformID":5,"senderNickname":"n","sessionType":1,"msgFrom":100,"contentType":101,"status":1,"createTime":1700000000000,"content":"{\"content\":\"casino\"}","seq":0,"atUserList":null,"faceURL":"","ex":""}`,
    command: 'callbackBeforeMsgModifyCommand',
    text: 'casino',
  },
  {
    release: '3.7',
    url: '/openim//callbackBeforeSendGroupMsgCommand',
    headers: { ...go, Operationid: 'op1' },
    body: `${String.raw`{"sendID":"u1","callbackCommand":"callbackBeforeSendGroupMsgCommand","serverMsgID":"s1","clientMsgID":"c1","operationID":"op1","senderPlatformID":5,"senderNickname":"n","sessionType":3,"msgFrom":100,"contentType":106,"status":1,"createTime":1720000000000,"content":"{\"text\":\"casino\u2028\",\"atUserList\":[\"u2\"]}","seq":0,"atUserList":["u2"],"faceURL":"","ex":"","groupID":"g1"}`}\n`,
    command: 'callbackBeforeSendGroupMsgCommand',
    text: 'casino\u2028',
  },
  {
    release: '3.8.3',
    url: '/openim/callbackBeforeSendSingleMsgCommand?key=eyJzZW5kSUQiOiJ1MSIsInJlY3ZJRCI6InUyIiwiZ3JvdXBJRCI6IiJ9',
    headers: { ...go, Operationid: '' },
    body: `${String.raw`{"sendID":"u1","callbackCommand":"callbackBeforeSendSingleMsgCommand","serverMsgID":"s1","clientMsgID":"c1","operationID":"op1","senderPlatformID":11,"senderNickname":"n","sessionType":1,"msgFrom":100,"contentType":101,"status":1,"sendTime":1750000000000,"createTime":1750000000000,"content":"{\"content\":\"casino\"}","seq":0,"atUserList":null,"faceURL":"","ex":"","recvID":"u2"}`}\n`,
    command: 'callbackBeforeSendSingleMsgCommand',
    text: 'casino',
  },
]
