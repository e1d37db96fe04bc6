# The test applies the stack, changes these, and applies again.
variable "stage" {
  type    = string
  default = "test"
}

variable "max_session_seconds" {
  type    = number
  default = 3600
}
