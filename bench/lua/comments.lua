-- Posts another comment with each request, from the readers of a file: "address<tab>session". Each answer is written
-- down with the key of its request. Needs one connection a thread, so that an answer is always the last request's.
-- wrk ... url -- FOLDER WORD HOST TOKEN: thread N reads FOLDER/WORD-N.readers and writes FOLDER/WORD-N.answers;
-- a thread whose readers are used up stops and leaves FOLDER/WORD-N.ran-out. wrk asks thread 0 for one request that it
-- never sends, so that not every key is posted.
local A_READER = 4 -- comments; a fifth in a minute is the last that the limits take
local started = 0
function setup(thread)
  thread:set("number", started)
  started = started + 1
end

local readers, sent, key = {}, 0, ""
local file, word, host, token, answers

function init(args)
  word, host, token = args[2], args[3], args[4]
  file = args[1] .. "/" .. word .. "-" .. number
  for line in io.lines(file .. ".readers") do
    local address, session = line:match("^([^\t]+)\t(.+)$")
    readers[#readers + 1] = {address = address, cookie = "sessionid=" .. session .. "; csrftoken=" .. token}
  end
  answers = assert(io.open(file .. ".answers", "w")) -- the end of wrk flushes it
end

function request()
  local reader = readers[math.floor(sent / A_READER) + 1]
  if not reader then
    key = "none-left"
    wrk.thread:stop()
    return wrk.format("GET", "/none-left/")
  end
  key = word .. "-" .. number .. "-" .. sent
  sent = sent + 1
  local headers = {
    ["Host"] = host,
    ["Origin"] = "http://" .. host,
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["Cookie"] = reader.cookie,
    ["X-Forwarded-For"] = reader.address,
  }
  local body = "text=What+I+have+to+say+is+" .. key .. "&key=" .. key .. "&act=say&csrfmiddlewaretoken=" .. token
  return wrk.format("POST", nil, headers, body)
end

function response(status, headers)
  answers:write(key, "\t", status, "\t", headers["location"] or headers["Location"] or "", "\n")
  if sent == #readers * A_READER then
    assert(io.open(file .. ".ran-out", "w"))
    wrk.thread:stop()
  end
end
