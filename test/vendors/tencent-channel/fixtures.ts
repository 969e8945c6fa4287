/** One example of the document: the request as the client makes it from `params`, the answer as the vendor sends it. */
export interface Example {
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Parameters of the example request, without the common ones. */
  readonly request: string;
  /** Parameters of ours that the example lacks. */
  readonly more?: readonly string[];
  readonly reply: string;
  /** Where the document's example is itself wrong or incomplete. */
  readonly notes: readonly string[];
}

const cut = "The request is cut off at the margin.";
const comma = "The reply has a comma before the closing brace, which is no JSON; it is left out here.";
const done = '{"code":0,"message":""}';
const noStart = "The request lacks startTime, which the table demands (READINGS 11).";

export const examples: readonly Example[] = [
  {
    operation: "createLvbChannel",
    params: {
      channelName: "国际乒乓球锦标赛3",
      outputSourceType: 2,
      sourceList: [{ name: "camera", type: 1 }],
    },
    request: "Action=CreateLVBChannel&channelName=国际乒乓球锦标赛3&outputSourceType=2",
    more: ["sourceList.1.name", "sourceList.1.type"],
    reply: `{"code":0,"message":"","codeDesc":"Success","channel_id":"XXX","channelInfo":{
      "upstream_address":"rtmp://2000.livepush.myqcloud.com/live/YYYYYYYYYYYYYYYYYY?bizid2000",
      "downstream_address":{"rate_type":0,
        "hls_downstream_address":"http://2000.liveplay.myqcloud.com/live/XXX.m3u8",
        "rtmp_downstream_address":"rtmp://2000.liveplay.myqcloud.com/live/XXX",
        "flv_downstream_address":"http://2000.liveplay.myqcloud.com/live/XXX.flv"}}}`,
    notes: ["The request is cut off at the beginning of sourceList.", "The push address lacks the = of bizid."],
  },
  {
    operation: "modifyLvbChannel",
    params: { channelId: "96171715553394807", channelName: "test-15", channelDescribe: "第15个测试频道用例" },
    request:
      "Action=ModifyLVBChannel&channelId=96171715553394807&channelName=test-15&channelDescribe=第15个测试频道用例",
    reply: done,
    notes: [comma],
  },
  {
    operation: "deleteLvbChannel",
    params: { channelIds: ["96171715553394807"] },
    request: "Action=DeleteLVBChannel&channelIds.1=96171715553394807",
    reply: done,
    notes: [cut, "The reply is broken by a page, with a closing brace too many.", comma],
  },
  {
    operation: "startLvbChannel",
    params: { channelIds: ["96171715553394807"] },
    request: "Action=StartLVBChannel&channelIds.1=96171715553394807",
    reply: done,
    notes: [cut, comma],
  },
  {
    operation: "stopLvbChannel",
    params: { channelIds: ["96171715553394810"] },
    request: "Action=StopLVBChannel&channelIds.1=96171715553394810",
    reply: done,
    notes: [cut, comma],
  },
  {
    operation: "describeLvbChannelList",
    params: { channelStatus: 0, ascDesc: 1, pageNo: 1, pageSize: 1 },
    request: "Action=DescribeLVBChannelList&channelStatus=0&ascDesc=1&pageNo=1&pageSize=1",
    reply: `{"code":0,"message":"","all_count":"2","channelSet":[
      {"channel_id":"96171715553394811","channel_name":"World Table Tennis Championships 3","channel_status":"0",
       "create_time":"2015-07-23 20:05:52"},
      {"channel_id":"96171715553394810","channel_name":"World Table Tennis Championships 2","channel_status":"0",
       "create_time":"2015-07-23 19:54:05"}]}`,
    notes: [cut, "The reply has two channels for a page size that begins with 1."],
  },
  {
    operation: "describeLvbChannel",
    params: { channelId: "96171715553394807" },
    request: "Action=DescribeLVBChannel&channelId=96171715553394807",
    reply: `{"code":0,"message":"","channelInfo":[{"channel_id":"XXX","channel_name":"XXX","channel_describe":"XXX",
      "channel_status":"1","upstream_list":[{"sourceName":"RTMP","sourceID":"YYYYYYYYYYYY","sourceType":"1",
      "sourceAddress":"rtmp://2000.livepush.myqcloud.com/live/YYYYYYYYYYYYYYYYYYY?bizid2000"}],
      "hls_downstream_address":"","rtmp_downstream_address":"rtmp://2000.liveplay.myqcloud.com/live/XXX",
      "player_id":"226","resolution":null,"password":null}]}`,
    notes: [cut, "The push address lacks the = of bizid."],
  },
  {
    operation: "createRecord",
    params: { channelId: "123", tapeType: 1, startTime: "2016-01-21 11:30:00", endTime: "2016-01-21 12:00:00" },
    request: "Action=CreateRecord&channelId=123&tapeType=1&endTime=2016-01-21 12:00:00",
    more: ["startTime"],
    reply: '{"code":0,"message":"","task_id":1}',
    notes: [cut, noStart],
  },
  {
    operation: "stopRecord",
    params: { channelId: "123", taskId: "1" },
    request: "Action=StopRecord&channelId=123&taskId=1",
    reply: done,
    notes: [comma],
  },
  {
    operation: "deleteRecord",
    params: { channelId: "123", taskId: 1 },
    request: "Action=DeleteRecord&channelId=123&taskId=1",
    reply: done,
    notes: [comma],
  },
  {
    operation: "describeRecordList",
    params: { channelId: "16093104850681751595", pageSize: 10, pageNo: 1 },
    request: "Action=DescribeRecordList&channelId=16093104850681751595&pageSize=10",
    more: ["pageNo"],
    reply: `{"code":0,"message":"","totalCount":2,"taskSet":[
      {"id":"16093104850681751583","startTime":"7","endTime":"720","status":"0"},
      {"id":"16093104850681751599","startTime":"8","endTime":"1806","status":"2"}]}`,
    notes: [cut, "The reply carries ids and times of the fragments of DescribeRecord, and no count."],
  },
  {
    operation: "getVodRecordFiles",
    params: { channelId: "9896125784085535840", startTime: "2016-01-01 00:00:00" },
    request: "Action=GetVodRecordFiles&channelId=9896125784085535840&startTime=2016-01-01 00:00:00",
    reply: `{"code":0,"message":"","codeDesc":"Success","filesInfo":[
      {"fileId":"9896125784085567721","fileName":"LVB -aaa-20160112-1455-20160112-1457","reportMessage":null,
       "taskId":"57","startTime":"7","endTime":"128"},
      {"fileId":"9896125784085567756","fileName":"LVB -aaa-20160112-1525-20160112-1526","reportMessage":null,
       "taskId":"61","startTime":"7","endTime":"60"}],"totalCount":7}`,
    notes: ["The request is cut off in startTime; the parameter's own row has it whole.", "Two of the seven files."],
  },
  {
    operation: "describeRecord",
    params: { channelId: "16093104850681751595", taskId: "10", pageSize: 10, pageNo: 1 },
    request: "Action=DescribeRecord&channelId=16093104850681751595&taskId=10&pageSize=10",
    more: ["pageNo"],
    reply: `{"code":0,"message":"","totalCount":2,"fileSet":[
      {"fileId":"16093104850681751583","startTime":"7","endTime":"720",
       "fileName":"LVB -sparrow_hls-20160120-0958-20160120-1010"},
      {"fileId":"16093104850681751599","startTime":"8","endTime":"1806",
       "fileName":"LVB -sparrow_hls-20160120-1010-20160120-1040"}]}`,
    notes: [cut],
  },
];
