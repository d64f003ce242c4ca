-- wrk script: plays the requests of the file named by TARGETS, one a line: METHOD, PATH, TOKEN and BODY with tabs
-- between. ORDER=random draws lines, ORDER=once plays each line once and then stops. With PAUSE_MS every connection
-- pauses between its requests, as people do: for an exponentially distributed time of that mean. Every POST carries an
-- Idempotency-Key of its own.
local lines, position = {}, 0
local order, run = os.getenv("ORDER") or "random", os.getenv("RUN") or "0"
local pause = tonumber(os.getenv("PAUSE_MS") or "0")

local function split(text, separator)
  local parts = {}
  for part in (text .. separator):gmatch("(.-)" .. separator) do parts[#parts + 1] = part end
  return parts
end

function init()
  math.randomseed(tonumber(os.getenv("SEED") or "1"))
  for line in io.lines(os.getenv("TARGETS")) do
    local part = split(line, "\t")
    local headers, body = {}, nil
    if part[3] ~= "" then headers["Authorization"] = "Bearer " .. part[3] end
    if part[4] ~= "" then body = part[4]; headers["Content-Type"] = "application/json" end
    local post = part[1] == "POST"
    if post then headers["Idempotency-Key"] = "bench-@@@@@@@@@@@@@@@@@@@@" end
    lines[#lines + 1] = { post, wrk.format(part[1], part[2], headers, body) }
  end
end

if pause > 0 then
  function delay() return math.floor(-pause * math.log(1 - math.random()) + 0.5) end
end

function request()
  position = position + 1
  local line
  if order == "once" then
    line = lines[position]
    if not line then wrk.thread:stop(); line = lines[#lines] end
  else
    line = lines[math.random(#lines)]
  end
  if not line[1] then return line[2] end
  return (line[2]:gsub("@@@@@@@@@@@@@@@@@@@@", string.format("%010d%010d", run, position), 1))
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\nJSON{"requests":%d,"refused":%d,"broken":%d,"seconds":%.4f,"bytes":%d,"mean":%.3f,"p50":%.3f,"p90":%.3f,"p99":%.3f,"max":%.3f}\n',
    summary.requests, e.status, e.connect + e.read + e.write + e.timeout, summary.duration / 1e6, summary.bytes, latency.mean / 1000,
    latency:percentile(50) / 1000, latency:percentile(90) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
